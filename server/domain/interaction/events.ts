import type { Channel } from "../agent/agent.ts";
import type { DeskEvent } from "../desktop/desk-event.ts";
import type { DeliveryState, Interaction, Shelf, State } from "./interaction.ts";
import type { Command, Operation, Transition } from "./lifecycle.ts";

/** A fact about one interaction, in the past tense, committed with its cause. It carries the interaction as it is after it. */
export type InteractionEvent = {
  readonly kind:
    | "InteractionMoved"
    | "DraftCreated"
    | "DraftSaved"
    | "PropertiesChanged"
    | "AttachmentAdded"
    | "AttachmentRemoved"
    | "DeliveryChanged"
    | "MessageReceived";
  /** The row of the lifecycle or of the delivery table that happened. */
  readonly operation:
    | Operation
    | DeliveryRow
    | "Create"
    | "Receive"
    | "Read"
    | "Split"
    | "Join"
    | "ReleaseAttachment"
    | "JudgeAttachment"
    | "BeginHold"
    | "EndHold"
    | "PutBack"
    | "Erase";
  readonly interaction: Interaction;
  readonly before: Before | undefined;
  /** Why, in a person's or the server's words; for the history. */
  readonly note: string | undefined;
  /** What went wrong, told to the sender as an `Error` notification. */
  readonly error?: string;
};

/** Of before only what the audience and the history need. */
export type Before = {
  readonly state: State;
  readonly holder: string | undefined;
  readonly queue: string;
  readonly shelf: Shelf | undefined;
  readonly delivery: DeliveryState | undefined;
  /** Who had put it off. */
  readonly snoozedBy?: string;
};

/** Facts that are about no interaction. */
export type CentreEvent =
  | ContactEvent
  | ErasureEvent
  | AnsweredEvent
  | DeskEvent
  | {
      readonly kind: "ReadinessChanged";
      readonly user: string;
      readonly operation: string;
      readonly note: string | undefined;
      /** As it was made; missing from events of earlier releases. */
      readonly channel?: Channel;
      /** A supervisor's doing, which is audited; whether the user's sessions end with it. */
      readonly forced?: { readonly endsSessions: boolean };
    }
  | {
      /** An HTTP session was ended by its user; `session` is the hash that its row goes by. */
      readonly kind: "SignedOut";
      readonly operation: "SignOut";
      readonly user: string;
      readonly session: string;
    }
  | {
      /** All HTTP sessions of the user were ended by a new password, but for the one that asked for it. */
      readonly kind: "SignedOut";
      readonly operation: "ChangePassword";
      readonly user: string;
      readonly kept: string | undefined;
    }
  | {
      readonly kind: "WorkbinWatched";
      readonly user: string;
      readonly operation: "Subscribe" | "Unsubscribe";
      readonly shelf: Shelf;
      readonly hasFailed: boolean;
    }
  | {
      readonly kind: "ConfigurationChanged";
      readonly thing: string;
      readonly name: string;
      readonly operation: string;
      readonly note?: string;
      /** The user whose HTTP and push sessions end with it (reliability.md 7.2 S24). */
      readonly endsSessionsOf?: string;
    }
  | {
      readonly kind: "RawRead";
      readonly operation: "ReadRaw";
      /** Whose bytes were read. */
      readonly of: string;
    }
  | {
      /** Somebody was refused, and nothing was changed. */
      readonly kind: "AccessRefused";
      readonly operation: string;
      readonly thing: "path" | "user";
      readonly name: string;
      readonly why: string;
      readonly address: string;
    };

/** A contact was written, merged or removed by a person. What it says is in its row; here stands only whose it is. */
export type ContactEvent = {
  readonly kind: "ContactChanged";
  readonly contact: string;
  readonly operation: "CreateContact" | "UpdateContact" | "RemoveContact" | "MergeContacts" | "UnmergeContacts";
  /** The contacts that were merged or taken out again. */
  readonly others: readonly string[];
};

/** A person was erased, a part of the mail, or mail that is kept no longer: the receipt. Nothing in it says who that was. reliability.md 7.6 */
export type ErasureEvent = {
  readonly kind: "Erased";
  /** Undefined: not one contact, but what was old. */
  readonly contact: string | undefined;
  readonly operation: "EraseContact" | "EraseOld";
  /** The rows of the journal without their words name it. */
  readonly receipt: string;
  readonly note: string;
  readonly interactions: number;
  /** How many of the contact are left. */
  readonly left?: number;
  /** How many rows of the audit, and the SHA-256 over `seq`, hash, time, actor and what is left of each. */
  readonly rows: number;
  readonly digest: string;
};

/** A question was answered that GWS answers by push: told only to the user who asked, kept no longer than that takes. wire.md 8.2 */
export type AnsweredEvent = {
  readonly kind: "Answered";
  readonly user: string;
  readonly operation: string;
  readonly answer: ToldAnswer;
};

/** Ids of what was answered; its content is read when it is told. */
export type ToldAnswer =
  | { readonly about: "contact"; readonly contact: string | undefined }
  | { readonly about: "history"; readonly entries: readonly string[]; readonly keys: readonly string[] | undefined }
  | { readonly about: "content"; readonly entry: string }
  | { readonly about: "assignment" };

export type Event = InteractionEvent | CentreEvent;

export type DeliveryRow =
  | "Claim"
  | "Accepted"
  | "AcceptedInPart"
  | "RefusedInPart"
  | "RefusedForGood"
  | "RefusedForNow"
  | "LoseReply"
  | "LoseLease"
  | "SettleLate"
  | "Hold"
  | "Release"
  | "Cancel"
  | "Reported";

/** An event as the journal keeps it: numbered, dated, with its actor. */
export type RecordedEvent = {
  readonly position: number;
  /** Gapless number in the audit; absent for events that the audit does not show. */
  readonly seq: number | undefined;
  /** Wall time in milliseconds. */
  readonly at: number;
  /** User id, or `system`. */
  readonly actor: string;
  readonly referenceId: number | undefined;
  readonly event: Event;
};

const kinds = {
  DraftSaved: "DraftSaved",
  PropertiesChanged: "PropertiesChanged",
  AttachmentAdded: "AttachmentAdded",
  AttachmentRemoved: "AttachmentRemoved",
  nothing: "InteractionMoved",
} as const;

/** The event of a row that was done. */
export function told(before: Interaction, after: Interaction, command: Command, row: Transition): InteractionEvent {
  return {
    kind: row.tells === undefined ? "InteractionMoved" : kinds[row.tells],
    operation: command.operation,
    interaction: after,
    before: beforeOf(before),
    note: command.note,
  };
}

/** What an event keeps of the interaction as it was. */
export const beforeOf = (interaction: Interaction): Before => ({
  state: interaction.state,
  holder: interaction.holder,
  queue: interaction.queue,
  shelf: interaction.shelf,
  delivery: interaction.delivery,
  ...(interaction.snooze === undefined ? {} : { snoozedBy: interaction.snooze.user }),
});
