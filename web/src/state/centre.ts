import type {
  ChannelResource,
  EmailB,
  HoldResource,
  NoticeResource,
  PresenceMembers,
  SnoozeResource,
  WorkbinResource,
} from "@postroom/contract";
import type { JobResource } from "@postroom/contract/jobs";
import { type ById, nothingById } from "./by-id.ts";

/** What the server has told one user, and nothing that the page made up. */
export type Centre = {
  readonly userId: string;
  /** Invited, Processing and Composing: exactly what the user holds. */
  readonly emails: ById<EmailB>;
  readonly channel: ChannelResource | undefined;
  /** By workbin id: the workbin, and what lies on the user's shelf of it. */
  readonly shelves: Readonly<Record<string, Shelf>>;
  /** What can be called back, and lately could. */
  readonly holds: Readonly<Record<string, HoldResource>>;
  /** What was put off, by the e-mail's id; what is over stays a while, so that a late message does not put it off again. */
  readonly snoozes: Readonly<Record<string, SnoozeResource>>;
  /** What was done to the user, oldest first, until it is put away. */
  readonly notices: readonly NoticeResource[];
  /** Ids of those that were put away lately, so that a late message does not bring them back. */
  readonly noticesAway: readonly string[];
  /** What the server does to many e-mails for the user, or did lately. */
  readonly jobs: Readonly<Record<string, JobResource>>;
  /** Who is at an e-mail, by its id. */
  readonly presence: Readonly<Record<string, People>>;
  /** What left lately, newest first: nothing just vanishes. */
  readonly left: readonly Left[];
  /** The last version seen of what is not held: a late repeat brings nothing back. */
  readonly past: Readonly<Record<string, number>>;
};

export type People = {
  readonly people: PresenceMembers["people"];
  /** Of the message that told it; what was read carries none, and any message is newer. */
  readonly version: number;
};
export type Shelf = { readonly workbin: Workbin; readonly items: Readonly<Record<string, EmailB>> };

/** `emails` stand beside it, in `items`. */
export type Workbin = Omit<WorkbinResource, "emails" | "count">;

export type Left = {
  readonly id: string;
  readonly subject: string;
  readonly from: string;
  /** The state that it left to; `TakenBack` when it was missing from a list read anew. */
  readonly state: EmailB["state"] | "TakenBack";
  readonly was: EmailB["state"];
  readonly reason: string | undefined;
  readonly at: number;
};

/** An offer that ran out. wire.md 4.1 */
export const isMissed = ({ was, reason }: Left): boolean => was === "Invited" && reason === "InvitationExpired";

/** Everything, read at one time. */
export type Snapshot = {
  readonly emails: readonly EmailB[];
  readonly channel: ChannelResource | undefined;
  readonly workbins: readonly WorkbinResource[];
  readonly holds: readonly HoldResource[];
  readonly snoozes: readonly SnoozeResource[];
  readonly notices: readonly NoticeResource[];
  readonly jobs: readonly JobResource[];
  readonly presence: readonly Pick<PresenceMembers, "interactionId" | "people">[];
};

/** Nothing known yet. */
export const emptyCentre = (userId: string): Centre => ({
  userId,
  emails: nothingById,
  channel: undefined,
  shelves: {},
  holds: {},
  snoozes: {},
  notices: [],
  noticesAway: [],
  jobs: {},
  presence: {},
  left: [],
  past: {},
});
