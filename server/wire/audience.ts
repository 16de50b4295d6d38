import type { InteractionEvent } from "../domain/interaction/events.ts";
import type { Shelf } from "../domain/interaction/interaction.ts";
import { isSameShelf } from "../domain/workbin/shelf.ts";

/** Somebody who is told of an event, how it is called for them, and whether they have the interaction or lost it by it. */
export type Listener = {
  readonly user: string;
  readonly notificationType: NotificationType;
  readonly isLoser: boolean;
};

export type NotificationType =
  | "StatusChange"
  | "PropertiesUpdated"
  | "EmailSaved"
  | "AttachmentAdded"
  | "AttachmentRemoved"
  | "Error";

/** Who hears of an event: whoever has the interaction now and whoever lost it; of failures the sender. wire.md 4.4 */
export function audienceOf(event: InteractionEvent): readonly Listener[] {
  switch (event.kind) {
    case "InteractionMoved":
      return event.operation === "ReturnUnsent" ? sender(event) : [...holder(event, "StatusChange"), ...loser(event)];
    case "DraftCreated":
      return holder(event, "StatusChange");
    case "DraftSaved":
      return holder(event, "EmailSaved");
    case "PropertiesChanged":
      return holder(event, "PropertiesUpdated");
    case "AttachmentAdded":
    case "AttachmentRemoved":
      return holder(event, event.kind);
    case "DeliveryChanged":
      return event.error === undefined ? [] : sender(event);
    case "MessageReceived":
      return [];
  }
}

const holder = ({ interaction }: InteractionEvent, notificationType: NotificationType): readonly Listener[] =>
  interaction.holder === undefined ? [] : [{ user: interaction.holder, notificationType, isLoser: false }];

const loser = ({ before, interaction }: InteractionEvent): readonly Listener[] =>
  before?.holder === undefined || before.holder === interaction.holder
    ? []
    : [{ user: before.holder, notificationType: "StatusChange", isLoser: true }];

const sender = ({ interaction }: InteractionEvent): readonly Listener[] =>
  interaction.sender === undefined ? [] : [{ user: interaction.sender, notificationType: "Error", isLoser: false }];

/** Something came to a shelf or left it: its watchers are told. */
export type ShelfMove = { readonly action: "ItemAdded" | "ItemRemoved"; readonly shelf: Shelf };

/** What an event changed on shelves, whoever did it and why: what left first. wire.md 7 */
export function shelfMovesOf({ before, interaction }: InteractionEvent): readonly ShelfMove[] {
  const left = before?.shelf;
  const reached = interaction.shelf;
  if (isSameShelf(left, reached)) return [];
  return [
    ...(left === undefined ? [] : [{ action: "ItemRemoved", shelf: left } as const]),
    ...(reached === undefined ? [] : [{ action: "ItemAdded", shelf: reached } as const]),
  ];
}
