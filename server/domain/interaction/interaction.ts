import type { Operation } from "./lifecycle.ts";
import type { Snooze } from "./snooze.ts";

/** One unit of work: one e-mail, inbound or outbound. Small on purpose: texts and addresses are a content, found by id. */
export type Interaction = {
  readonly id: string;
  readonly direction: Direction;
  readonly subtype: Subtype;
  readonly draftType: DraftType | undefined;
  readonly state: State;
  /** The number of events told about it. */
  readonly version: number;
  /** User id of the invitee (Invited) or owner (Processing, Composing); nobody in all other states. */
  readonly holder: string | undefined;
  /** The queue where it waits, or was last. */
  readonly queue: string;
  /** The queue it was in before this one: GWS's `__BACK__`. */
  readonly previousQueue: string | undefined;
  /** The last inbound or review queue it waited in. */
  readonly routedQueue: string | undefined;
  readonly position: Position;
  /** Where it lies in state InWorkbin. */
  readonly shelf: Shelf | undefined;
  /** In state Invited: where it goes when the invitation ends without an Accept. */
  readonly back: Location | undefined;
  /** In state Invited: made by a person, not by routing. */
  readonly direct: boolean;
  /** An extra condition of Transfer; ends with the next Accept. */
  readonly requirement: Requirement | undefined;
  /** When the present state ends by itself. */
  readonly deadline: Deadline | undefined;
  readonly contact: string | undefined;
  readonly thread: string;
  readonly parent: string | undefined;
  /** The content of this moment; Save points to a new one. */
  readonly content: string;
  readonly userData: UserData;
  readonly comments: readonly Comment[];
  readonly attachments: readonly Attachment[];
  /** Wall time in milliseconds: reception, or for a draft its creation. */
  readonly receivedAt: number;
  /** The agent whose Send put it into the outbound queue. */
  readonly sender: string | undefined;
  readonly delivery: DeliveryState | undefined;
  /** It waits in a hold of its owner, until that moment on the wall clock (desktop.md 5.4). */
  readonly hold?: { readonly id: string; readonly until: number } | undefined;
  /** Id of the e-mail that a draft quotes; its text is put behind the draft's by Send (desktop.md 5.1). */
  readonly quote?: string | undefined;
  /** Its owner has put it off (desktop.md 13). */
  readonly snooze?: Snooze | undefined;
};

export type Direction = "inbound" | "outbound";
export type State = "Queued" | "Invited" | "Processing" | "Composing" | "InWorkbin" | "Sent" | "Completed" | "Canceled";
export type DraftType = "Reply" | "ReplyAll" | "Forward" | "Create";
export type Subtype =
  | "InboundNew"
  | "InboundCustomerReply"
  | "InboundNDR"
  | "InboundReport"
  | "InboundDisposition"
  | "OutboundNew"
  | "OutboundReply"
  | "OutboundAcknowledgement"
  | "OutboundAutoResponse"
  | "OutboundRedirect";
export type DeliveryState = "waiting" | "sending" | "retrying" | "sent" | "failed" | "unknown" | "held" | "cancelled";

/** Its place in the order of a queue: higher priority first, then the earlier arrival (steady milliseconds). */
export type Position = { readonly priority: number; readonly enqueuedAt: number };

/** One shelf of a workbin: an agent's or a group's. */
export type Shelf = {
  readonly workbin: string;
  readonly name: string;
  readonly owner: string;
  readonly ownedBy: "agent" | "group";
};

export type Location =
  | { readonly kind: "queue"; readonly queue: string; readonly position: Position }
  | { readonly kind: "shelf"; readonly shelf: Shelf };

/** Skill and level, or group, that an invitee must have. */
export type Requirement = {
  readonly skill?: { readonly id: string; readonly level: number };
  readonly group?: string;
};

/** `due` on steady time for the timer, `shown` on the wall clock for people; `row` is the row of the lifecycle that then happens. */
export type Deadline = { readonly row: Operation; readonly due: number; readonly shown: number };

/** A moment on both clocks, in milliseconds. */
export type Moment = { readonly steady: number; readonly wall: number };

export type UserData = Readonly<Record<string, UserValue>>;
export type UserValue = string | number | boolean | null | { readonly [key: string]: UserValue };

export type Comment = { readonly at: number; readonly by: string; readonly text: string };

/** A named part of an e-mail; `sha256` names its bytes. */
export type Attachment = {
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly sha256: string;
  readonly contentId: string | undefined;
  readonly isEmbedded: boolean;
};
