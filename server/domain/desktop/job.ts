import type { Interaction, Moment, UserData } from "../interaction/interaction.ts";
import type { Refusal } from "../interaction/refusals.ts";

/** What a person has the server do to many e-mails, each by itself. desktop.md 3.8, 13 */
export type Job = {
  readonly id: string;
  readonly user: string;
  readonly action: JobAction;
  /** The permission by which its operation goes: no two have the same. */
  readonly operation: string;
  /** Of the operation, as it was checked. */
  readonly input: unknown;
  readonly state: "running" | "done" | "cancelled" | "undoing" | "undone";
  readonly version: number;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** Of those done: what was put back, and what could not be. */
  readonly undone: number;
  readonly kept: number;
  /** Of those done: what waits in a hold, and can be called back. */
  readonly held: number;
  /** Wall time in milliseconds. */
  readonly createdAt: number;
  readonly endedAt: number | undefined;
  /** Steady time when the person's pages were last told. */
  readonly toldAt: number;
};

/** Action → whether what it did can be put back. */
const actions = {
  Assign: true,
  MoveToQueue: true,
  MoveToWorkbin: true,
  Complete: false,
  Cancel: false,
  Transfer: true,
  PlaceInQueue: true,
  PlaceInWorkbin: true,
  SetDisposition: true,
  Snooze: true,
  Reply: true,
  Spam: true,
} as const;

export type JobAction = keyof typeof actions;

/** One e-mail of a job. */
export type JobItem = {
  readonly job: string;
  readonly place: number;
  readonly interaction: string;
  readonly state: "waiting" | Tried;
  /** The version in which the job left it, and what it was before: of what was done. */
  readonly version: number | undefined;
  readonly former: Former | undefined;
  /** Why it failed or was kept; undefined: by a fault of ours. */
  readonly refusal: Refusal | undefined;
};

/** `kept`: it was done, and could not be put back. */
type Tried = "done" | "failed" | "undone" | "kept";

/** What an operation of a job may change of an e-mail. */
export type Former = Pick<
  Interaction,
  | "state"
  | "holder"
  | "queue"
  | "previousQueue"
  | "routedQueue"
  | "position"
  | "shelf"
  | "back"
  | "requirement"
  | "snooze"
> & {
  /** Pairs of the user data that had other values, and keys that were not there. */
  readonly pairs: UserData;
  readonly newKeys: readonly string[];
};

/** What is kept of an e-mail before it is changed. */
export function formerOf(one: Interaction, changed: Interaction): Former {
  const isOther = (key: string) => JSON.stringify(one.userData[key]) !== JSON.stringify(changed.userData[key]);
  return {
    ...{ state: one.state, holder: one.holder, queue: one.queue, previousQueue: one.previousQueue },
    ...{ routedQueue: one.routedQueue, position: one.position, shelf: one.shelf, back: one.back },
    ...{ requirement: one.requirement, snooze: one.snooze },
    pairs: Object.fromEntries(Object.entries(one.userData).filter(([key]) => isOther(key))),
    newKeys: Object.keys(changed.userData).filter((key) => !Object.hasOwn(one.userData, key)),
  };
}

/** A job at its start; one without e-mails is done at once. */
export const begun = (
  given: Pick<Job, "id" | "user" | "action" | "operation" | "input" | "total">,
  { steady, wall }: Moment,
): Job => ({
  ...given,
  ...{ state: given.total === 0 ? "done" : "running", version: 1, createdAt: wall, toldAt: steady },
  ...{ endedAt: given.total === 0 ? wall : undefined, done: 0, failed: 0, undone: 0, kept: 0, held: 0 },
});

/** The job when one more of its e-mails was tried; at its end when that was the last one. `held`: how many more wait in a hold. */
export const counted = (job: Job, tried: Tried, now: Moment, held = 0): Job =>
  atItsEnd({ ...job, version: job.version + 1, held: job.held + held, [tried]: job[tried] + 1 }, now);

/** The job when what it held went its way, was refused in the end, or was called back by itself. */
export function holdEnded(job: Job, became: "done" | "failed" | "undone", now: Moment): Job {
  const next = { ...job, version: job.version + 1, held: job.held - 1 };
  if (became === "undone") return atItsEnd({ ...next, undone: job.undone + 1 }, now);
  return became === "done" ? next : atItsEnd({ ...next, done: job.done - 1, failed: job.failed + 1 }, now);
}

function atItsEnd(job: Job, { wall }: Moment): Job {
  if (job.state === "running" && job.done + job.failed === job.total) return { ...job, state: "done", endedAt: wall };
  if (job.state === "undoing" && job.undone + job.kept === job.done) return { ...job, state: "undone", endedAt: wall };
  return job;
}

/** What is not done yet stays as it is. */
export const cancelled = (job: Job, { wall }: Moment): Job => ({
  ...job,
  ...{ state: "cancelled", version: job.version + 1, endedAt: wall },
});

/** What was done is put back, from now on. */
export const undoing = (job: Job): Job => ({
  ...job,
  ...{ state: "undoing", version: job.version + 1, endedAt: undefined },
});

/** Why a job cannot be undone now; undefined: it can. */
export function notUndoable({ action, state, done, held }: Job): string | undefined {
  if (!actions[action]) return `${action} cannot be put back`;
  // What was sent is sent. While some are still being written, those that wait are called back, and no more are written.
  if (action === "Reply") return held > 0 && state !== "undoing" ? undefined : `nothing of it waits any more`;
  if (state !== "done" && state !== "cancelled") return `the job is ${state}`;
  return done === 0 ? "nothing was done" : undefined;
}

/** Whether what this action does can be put back afterwards. */
export const canBeUndone = (action: JobAction): boolean => actions[action];

/** No more than one message each second tells of the same job. desktop.md 13 */
const tellEveryMs = 1_000;

/** Whether its pages are told of it now: of every other state at once. Steady time may be another one after a restore. */
export const isToBeTold = (before: Job, after: Job, { steady }: Moment): boolean =>
  before.state !== after.state ||
  (before.held > 0 && after.held === 0) ||
  Math.abs(steady - before.toldAt) >= tellEveryMs;
