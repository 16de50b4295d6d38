import type { JobResource } from "@postroom/contract/jobs";
import type { Outcome } from "../api/outcome.ts";
import { valueAt } from "../state/by-id.ts";
import { type Asked, commandJob, isRunning, lastUndoable, startJob } from "../state/jobs.ts";
import { oneAtATime } from "../state/once.ts";
import { told } from "../supervisor/told.ts";
import { desk, verbs } from "./desk.ts";
import { device } from "./device.ts";

/** The answer is the job as it is; what comes of it is told. */
const heard = (outcome: Outcome<{ readonly job: JobResource }>): boolean => {
  if (outcome.ok) desk.hear({ kind: "message", data: { messageType: "Job", job: outcome.value.job } });
  return outcome.ok;
};

/** Begins what was confirmed; the selection has served. False, with the refusal: nothing was begun. */
export async function beginJob(asked: Asked): Promise<string | boolean> {
  const outcome = await startJob(desk.api, asked);
  if (!heard(outcome)) return !outcome.ok && outcome.kind === "refused" ? outcome.words : false;
  desk.store.setState({ selection: undefined });
  return true;
}

/** One e-mail is spam: a job of one, which can be put back like any other. It leaves at once, and is back where the server refuses. */
export const markSpam = oneAtATime(async (id: string): Promise<boolean> => {
  const begin = async (): Promise<boolean> => {
    const outcome = await startJob(desk.api, { action: "Spam", params: {}, selection: { ids: [id] } });
    told(outcome);
    return heard(outcome) && outcome.ok && (await endOf(outcome.value.job)).failed === 0;
  };
  const isHeld = valueAt(desk.store.getState().centre.emails, id) !== undefined;
  return isHeld ? verbs.leave([id], id, begin) : begin();
});

const patienceMs = 5_000;

/** The job at its end, or as it is when that takes too long. */
function endOf(begun: JobResource): Promise<JobResource> {
  const now = (): JobResource => desk.store.getState().centre.jobs[begun.id] ?? begun;
  return new Promise((resolve) => {
    const look = (): void => {
      if (isRunning(now())) return;
      stop();
      clearTimeout(timer);
      resolve(now());
    };
    const stop = desk.store.subscribe(look);
    const timer = setTimeout(() => {
      stop();
      resolve(now());
    }, patienceMs);
    look();
  });
}

export const commandOnJob = oneAtATime(
  async (id: string, operationName: "Cancel" | "Undo"): Promise<void> => {
    const outcome = await commandJob(desk.api, id, operationName);
    heard(outcome);
    told(outcome);
  },
  (id, operationName) => `${operationName} ${id}`,
);

/** Takes back the last job, where it was the last thing that was done. */
export function undoLastJob(): Promise<void> | undefined {
  const job = lastUndoable(desk.store.getState(), desk.now());
  return job === undefined ? undefined : commandOnJob(job.id, "Undo");
}

const kept = "postroom-jobs-away";
const awayMax = 50;

/** Is not said of any more, on this device. */
export function putAway(id: string): void {
  const jobsAway = [...readAway(), id].slice(-awayMax);
  device.setItem(kept, JSON.stringify(jobsAway));
  desk.store.setState({ jobsAway });
}

export function readAway(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(device.getItem(kept) ?? "[]");
    return Array.isArray(ids) ? ids.map(String) : [];
  } catch {
    return [];
  }
}
