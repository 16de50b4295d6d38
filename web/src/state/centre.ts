import type { ChannelResource, EmailB, WorkbinResource } from "@postroom/contract";

/** What the server has told one user, and nothing that the page made up. */
export type Centre = {
  readonly userId: string;
  /** Invited, Processing and Composing: exactly what the user holds. */
  readonly emails: Readonly<Record<string, EmailB>>;
  readonly channel: ChannelResource | undefined;
  /** By workbin id: the workbin, and what lies on the user's shelf of it. */
  readonly shelves: Readonly<Record<string, Shelf>>;
  /** What left lately, newest first: nothing just vanishes. */
  readonly left: readonly Left[];
  /** The last version seen of what is not held: a late repeat brings nothing back. */
  readonly past: Readonly<Record<string, number>>;
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

/** Everything, read at one time. */
export type Snapshot = {
  readonly emails: readonly EmailB[];
  readonly channel: ChannelResource | undefined;
  readonly workbins: readonly WorkbinResource[];
};

/** Nothing known yet. */
export const emptyCentre = (userId: string): Centre => ({
  userId,
  emails: {},
  channel: undefined,
  shelves: {},
  left: [],
  past: {},
});
