import type { JobResource } from "@postroom/contract/jobs";
import type { Outcome } from "../api/outcome.ts";
import { type Asked, commandJob, lastUndoable, startJob } from "../state/jobs.ts";
import { oneAtATime } from "../state/once.ts";
import { told } from "../supervisor/told.ts";
import { desk } from "./desk.ts";
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
