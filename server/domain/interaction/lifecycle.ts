import { type Actor, isAgent, isSupervisor, maySee, mayUseShelf } from "../agent/actor.ts";
import { permits } from "../agent/permissions.ts";
import type { Timeouts } from "./deadline.ts";
import { deadlineOf } from "./deadline.ts";
import type { InteractionEvent } from "./events.ts";
import { told } from "./events.ts";
import type { Direction, Interaction, Location, Moment, Requirement, State } from "./interaction.ts";
import { userDataAfter } from "./lifecycle-keys.ts";
import { locationAfter } from "./location.ts";
import type { Refusal } from "./refusals.ts";
import { snoozeAfter } from "./snooze.ts";

const open = ["Queued", "Invited", "Processing", "Composing", "InWorkbin"] as const;
const owned = ["Processing", "Composing"] as const;
const work = { inbound: "Processing", outbound: "Composing" } as const;

/** Who may do a row. */
export type By = "invitee" | "owner" | "shelfUser" | "sender" | "supervisor" | "system";

/** One row of the lifecycle. */
export type Transition = {
  readonly from: readonly State[];
  readonly by: By;
  /** `same`: stays; `back`: where the invitation found it; a pair: by direction. */
  readonly to: State | "same" | "back" | Readonly<Record<Direction, State>>;
  /** Where it lies then: its old position, the end of the queue, as the request says, or the agent's shelf of that name. */
  readonly at?: "kept" | "end" | "asked" | "draft" | "failed";
  /** The event that is told; `Moved` unless said. */
  readonly tells?: "nothing" | "DraftSaved" | "PropertiesChanged" | "AttachmentAdded" | "AttachmentRemoved";
  readonly only?: Direction;
  /** Not in the capability lists. */
  readonly advertised?: false;
};

/** operation: from which states, by whom, to which state; where it then lies; which event is told. wire.md 4.4 */
export const transitions = {
  Accept: { from: ["Invited"], by: "invitee", to: work },
  Reject: { from: ["Invited"], by: "invitee", to: "back", at: "kept" },
  Reply: { from: ["Processing"], by: "owner", to: "same", tells: "nothing" },
  ReplyAll: { from: ["Processing"], by: "owner", to: "same", tells: "nothing" },
  Forward: { from: ["Processing"], by: "owner", to: "same", tells: "nothing" },
  Save: { from: ["Composing"], by: "owner", to: "same", tells: "DraftSaved" },
  Send: { from: ["Composing"], by: "owner", to: "Sent" },
  SendForReview: { from: ["Composing"], by: "owner", to: "Queued", at: "end", advertised: false },
  Cancel: { from: ["Composing"], by: "owner", to: "Canceled" },
  Transfer: { from: owned, by: "owner", to: "Invited" },
  TransferToQueue: { from: owned, by: "owner", to: "Queued", at: "end", advertised: false },
  PlaceInQueue: { from: owned, by: "owner", to: "Queued", at: "end" },
  PlaceInWorkbin: { from: owned, by: "owner", to: "InWorkbin", at: "asked" },
  Snooze: { from: ["Processing"], by: "owner", to: "InWorkbin", at: "asked", advertised: false },
  Complete: { from: ["Processing"], by: "owner", to: "Completed" },
  MarkSpam: { from: ["Processing"], by: "owner", to: "Queued", at: "asked", only: "inbound", advertised: false },
  Pull: { from: ["InWorkbin"], by: "shelfUser", to: work, advertised: false },
  SnoozeAgain: { from: ["InWorkbin"], by: "shelfUser", to: "same", tells: "PropertiesChanged", advertised: false },
  Unsnooze: { from: ["InWorkbin"], by: "shelfUser", to: work, advertised: false },
  SetUserData: { from: owned, by: "owner", to: "same", tells: "PropertiesChanged" },
  DeleteUserData: { from: owned, by: "owner", to: "same", tells: "PropertiesChanged" },
  SetDisposition: { from: owned, by: "owner", to: "same", tells: "PropertiesChanged" },
  AddComment: { from: owned, by: "owner", to: "same", tells: "PropertiesChanged" },
  AssignContact: { from: owned, by: "owner", to: "same", tells: "PropertiesChanged" },
  SetQuote: { from: ["Composing"], by: "owner", to: "same", tells: "PropertiesChanged", advertised: false },
  AddAttachment: { from: ["Composing"], by: "owner", to: "same", tells: "AttachmentAdded" },
  RemoveAttachment: { from: ["Composing"], by: "owner", to: "same", tells: "AttachmentRemoved" },
  SetInFocus: { from: owned, by: "owner", to: "same", tells: "nothing" },
  ReportTemplateUsage: { from: owned, by: "owner", to: "same", tells: "nothing", advertised: false },
  Invite: { from: ["Queued"], by: "system", to: "Invited" },
  Overflow: { from: ["Queued"], by: "system", to: "Queued", at: "end" },
  Park: { from: ["Queued"], by: "system", to: "Queued", at: "asked", only: "inbound" },
  Route: { from: ["Queued"], by: "system", to: "Queued", at: "asked", only: "inbound" },
  Attach: { from: ["Queued"], by: "system", to: "Completed", only: "inbound" },
  ExpireInvitation: { from: ["Invited"], by: "system", to: "back", at: "kept" },
  RevokeAtLogOut: { from: ["Invited"], by: "system", to: "back", at: "kept" },
  ExpireProcessing: { from: ["Processing"], by: "system", to: "Queued", at: "kept" },
  ExpireComposing: { from: ["Composing"], by: "system", to: "InWorkbin", at: "draft" },
  ReturnUnsent: { from: ["Sent"], by: "system", to: "InWorkbin", at: "failed" },
  SettleUnknown: { from: ["InWorkbin"], by: "system", to: "Sent", only: "outbound" },
  Resend: { from: ["InWorkbin"], by: "sender", to: "Sent", only: "outbound", advertised: false },
  MarkSent: { from: ["InWorkbin"], by: "sender", to: "Sent", only: "outbound", advertised: false },
  Wake: { from: ["InWorkbin"], by: "system", to: "Invited" },
  FallDue: { from: ["InWorkbin"], by: "system", to: "same", tells: "PropertiesChanged" },
  Take: { from: open, by: "supervisor", to: work },
  Assign: { from: open, by: "supervisor", to: "Invited" },
  MoveToQueue: { from: open, by: "supervisor", to: "Queued", at: "asked" },
  MoveToWorkbin: { from: open, by: "supervisor", to: "InWorkbin", at: "asked" },
  CompleteOpen: { from: open, by: "supervisor", to: "Completed", only: "inbound" },
  MarkOpenSpam: { from: open, by: "supervisor", to: "Queued", at: "asked", only: "inbound" },
  CancelOpen: { from: open, by: "supervisor", to: "Canceled", only: "outbound" },
} as const satisfies Record<string, Transition>;

export type Operation = keyof typeof transitions;

/** What is asked, by whom, when, and the facts that the row needs. */
export type Command = {
  readonly operation: Operation;
  readonly actor: Actor;
  readonly now: Moment;
  readonly timeouts: Timeouts;
  /** The invitee of Transfer, Assign, Invite. */
  readonly invitee?: string;
  /** Where it goes: queue and position, or shelf. For `back` also the place of last resort of a draft. */
  readonly to?: Location;
  readonly requirement?: Requirement;
  /** Fields that the row itself changes: content, user data, comments, attachments, contact, delivery, sender. */
  readonly change?: Partial<
    Pick<
      Interaction,
      | "content"
      | "userData"
      | "comments"
      | "attachments"
      | "contact"
      | "delivery"
      | "sender"
      | "thread"
      | "snooze"
      | "quote"
    >
  >;
  /** Told to the one who lost it, and kept in the history. */
  readonly note?: string;
};

export type Outcome =
  | {
      readonly ok: true;
      readonly interaction: Interaction;
      readonly before: Interaction;
      readonly events: readonly InteractionEvent[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** Does one row of the table, or says why not: wrong state before wrong person (wire.md 1.4). Pure; never throws on what people ask. */
export function step(interaction: Interaction, command: Command): Outcome {
  const row: Transition = transitions[command.operation];
  const refusal = refusalOf(interaction, command.operation, command.actor);
  if (refusal !== undefined) return { ok: false, refusal };
  const state = stateAfter(interaction, row);
  const tells = row.tells !== "nothing";
  const moved: Interaction = {
    ...interaction,
    ...command.change,
    ...locationAfter(interaction, state, command, row),
    state,
    holder: holderAfter(interaction, state, command, row),
    ...snoozed(interaction, snoozeAfter(interaction, command, row)),
    ...(interaction.hold === undefined || row.to === "same" ? {} : { hold: undefined }),
    direct: state === "Invited" && command.operation !== "Invite",
    requirement: requirementAfter(interaction, state, command),
    version: interaction.version + (tells ? 1 : 0),
  };
  const after = {
    ...moved,
    userData: userDataAfter(interaction, moved, command.now),
    deadline: deadlineOf(moved, command.now, command.timeouts),
  };
  return {
    ok: true,
    interaction: after,
    before: interaction,
    events: tells ? [told(interaction, after, command, row)] : [],
  };
}

const snoozed = ({ snooze: before }: Interaction, snooze: Interaction["snooze"]): Pick<Interaction, "snooze"> =>
  before === undefined && snooze === undefined ? {} : { snooze };

/** Why the row cannot be done now by this actor: asked before what the parameters name is looked up. wire.md 1.4 */
export function refusalOf(interaction: Interaction, operation: Operation, actor: Actor): Refusal | undefined {
  const row: Transition = transitions[operation];
  if (!stateAllows(interaction, row)) return { kind: "wrongState", operation, state: interaction.state };
  if (isHeldBack(interaction, row)) return { kind: "notPossible", operation, because: heldBack };
  if (isThePerson(interaction, actor, row)) return undefined;
  if (row.by === "shelfUser") return { kind: "shelfForbidden", operation };
  if (row.by === "sender") return { kind: "sentByAnother", operation };
  return interaction.state === "Invited"
    ? { kind: "offeredToAnother", operation }
    : { kind: "heldByAnother", operation };
}

/** The rows that the viewer may do now and that are shown: derived from the same table, never stored. wire.md 4.2 */
export function capabilities(interaction: Interaction, viewer: Actor): readonly Operation[] {
  return operations.filter((operation) => {
    const row: Transition = transitions[operation];
    if (row.advertised === false || (row.by !== "invitee" && row.by !== "owner")) return false;
    if (isHeldBack(interaction, row)) return false;
    return stateAllows(interaction, row) && isThePerson(interaction, viewer, row) && permits(viewer, operation);
  });
}

/** What waits in a hold is not its owner's to work on until it is called back or done. desktop.md 5.4 */
const isHeldBack = ({ hold }: Interaction, { by }: Transition): boolean => hold !== undefined && by === "owner";
const heldBack = "it waits in a hold";

const operations = Object.keys(transitions) as readonly Operation[]; // Object.keys forgets the names it returns

const stateAllows = (interaction: Interaction, row: Transition): boolean =>
  row.from.includes(interaction.state) && (row.only === undefined || row.only === interaction.direction);

function isThePerson(interaction: Interaction, actor: Actor, row: Transition): boolean {
  switch (row.by) {
    case "invitee":
    case "owner":
      return isAgent(actor) && interaction.holder === actor.id;
    case "shelfUser":
      return interaction.shelf !== undefined && mayUseShelf(actor, interaction.shelf);
    case "sender":
      return maySee(actor) && (interaction.sender === actor.id || isSupervisor(actor));
    case "supervisor":
      return isSupervisor(actor);
    case "system":
      return actor.kind === "system";
  }
}

function stateAfter(interaction: Interaction, row: Transition): State {
  if (row.to === "same") return interaction.state;
  if (row.to === "back") return interaction.back?.kind === "shelf" ? "InWorkbin" : "Queued";
  return typeof row.to === "string" ? row.to : row.to[interaction.direction];
}

function holderAfter(interaction: Interaction, state: State, command: Command, row: Transition): string | undefined {
  if (row.to === "same") return interaction.holder;
  if (state === "Invited") return command.invitee;
  return state === "Processing" || state === "Composing" ? command.actor.id : undefined;
}

/** The condition of a Transfer or of a routing rule ends with the next Accept, however else somebody comes to own it, and where a supervisor decides anew. wire.md 5.13 */
function requirementAfter(interaction: Interaction, state: State, command: Command): Requirement | undefined {
  if (state === "Processing" || state === "Composing" || movedAnew.has(command.operation)) return undefined;
  return requiring.has(command.operation) ? command.requirement : interaction.requirement;
}

const requiring: ReadonlySet<Operation> = new Set(["TransferToQueue", "Route"]);
const movedAnew: ReadonlySet<Operation> = new Set(["MoveToQueue", "MoveToWorkbin"]);
