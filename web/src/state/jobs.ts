import type { JobAction, JobFailuresAnswer, JobResource, JobStartedAnswer } from "@postroom/contract/jobs";
import type { Api } from "../api/client.ts";
import type { Outcome } from "../api/outcome.ts";
import type { DeskState } from "./desk-state.ts";
import { isFresh } from "./moving.ts";
import type { namedSet } from "./selection.ts";

/** What may be begun here; drafts are discarded one by one. */
export type Action = Exclude<JobAction, "Cancel">;

/** What is to be done to many, before it is confirmed: to this set and no other, whatever is selected meanwhile. */
export type Asked = {
  readonly action: Action;
  /** In the operation's own keys. */
  readonly params: object;
  /** To whom, where or until when, in words. */
  readonly target?: string;
  readonly selection: ReturnType<typeof namedSet>;
};

const path = "/api/postroom/v1/jobs";
type Job = { readonly job: JobResource };

/** How many it would be; nothing is done. desktop.md 13 */
export const foresee = (api: Api, { action, params, selection }: Asked): Promise<Outcome<JobStartedAnswer>> =>
  api.post(path, { action, params, selection, dryRun: true });

export const startJob = (api: Api, { action, params, selection }: Asked): Promise<Outcome<Job>> =>
  api.post(path, { action, params, selection });

export const commandJob = (api: Api, id: string, operationName: "Cancel" | "Undo"): Promise<Outcome<Job>> =>
  api.post(`${path}/${id}`, { operationName });

/** What was not done, in the order in which it was tried. */
export const failuresOf = (api: Api, id: string, cursor?: string): Promise<Outcome<JobFailuresAnswer>> =>
  api.get(`${path}/${id}/failures${cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`}`);

const jobsMax = 50;
type Jobs = DeskState["centre"]["jobs"];

/** A job comes whole, with its version: a repeat or a late one changes nothing. */
export function withJob(jobs: Jobs, job: JobResource): Jobs {
  if (job.version <= (jobs[job.id]?.version ?? -1)) return jobs;
  const others = Object.entries(jobs).filter(([id]) => id !== job.id);
  return Object.fromEntries([...others, [job.id, job] as const].slice(-jobsMax));
}

/** How many were not done, or not put back. */
export const leftOf = ({ state, done, undone, failed }: JobResource): number =>
  state === "undone" ? done - undone : failed;

export const isRunning = ({ state }: JobResource): boolean => state === "running" || state === "undoing";

const shownMs = 60_000;
const keptMs = 3_600_000;

type Known = Pick<DeskState, "centre" | "jobsAway" | "clockOffset">;

const endOf = ({ endedAt = "" }: JobResource, clockOffset: number): number => Date.parse(endedAt) - clockOffset;

/**
 * What is said of, the oldest first: what runs; what left something undone; and of what went well the last, a minute long or as long as it can
 * be taken back. What was put away is not said again.
 */
export function shownJobs({ centre: { jobs }, jobsAway, clockOffset }: Known, now: number): readonly JobResource[] {
  const all = Object.values(jobs).sort((one, other) => one.createdAt.localeCompare(other.createdAt));
  const isKept = (job: JobResource): boolean => !jobsAway.includes(job.id) && now - endOf(job, clockOffset) < keptMs;
  const well = all.filter((job) => !isRunning(job) && leftOf(job) === 0 && isKept(job)).at(-1);
  return all.filter((job) => {
    if (isRunning(job)) return true;
    if (job === well) return job.undoable || now - endOf(job, clockOffset) < shownMs;
    return leftOf(job) > 0 && isKept(job);
  });
}

/** What is called back, or was refused, is nothing that was done. */
const counted: ReadonlySet<string> = new Set(["held", "done"]);

/** The job that was the last thing done here and can be taken back. desktop.md 4.5 */
export function lastUndoable(state: DeskState, now: number): JobResource | undefined {
  const { centre, clockOffset, moved, snoozed } = state;
  const last = shownJobs(state, now).findLast((job) => !isRunning(job));
  if (last?.undoable !== true) return undefined;
  const endedAt = endOf(last, clockOffset);
  const isLater =
    Object.values(centre.holds).some(({ state, until }) => counted.has(state) && until > (last.endedAt ?? "")) ||
    (isFresh(moved, now) && moved.at > endedAt) ||
    (snoozed !== undefined && snoozed.at > endedAt);
  return isLater || now - endedAt >= shownMs ? undefined : last;
}
