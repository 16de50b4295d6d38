import { cancelled, type Job, notUndoable, undoing } from "../../domain/desktop/job.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { type Asked, defineOperation, done, type Result, refuse } from "../operation.ts";
import { keepJob } from "./job-work.ts";

/** What is not done yet stays as it is. Refuses others' jobs (6), and what does not run (2/409). desktop.md 13 */
export const cancelJob = defineOperation<unknown, Job>("CancelJob", "UseDesktop", async (asked) => {
  const { tx } = asked;
  const own = await lockOwn(asked);
  if (!own.ok) return own;
  const job = own.value;
  if (job.state !== "running") return refuse(notPossible("Cancel", `the job is ${job.state}`));
  return done(await keepJob(tx, job, cancelled(job, tx.now), "CancelJob"));
});

/** Has what was done put back, where it is still as the job left it. Refuses others' jobs (6), and what cannot be undone (2/409). desktop.md 3.8, 13 */
export const undoJob = defineOperation<unknown, Job>("UndoJob", "UseDesktop", async (asked) => {
  const own = await lockOwn(asked);
  if (!own.ok) return own;
  const job = own.value;
  const refusal = notUndoable(job);
  if (refusal !== undefined) return refuse(notPossible("Undo", refusal));
  return done(await keepJob(asked.tx, job, undoing(job), "UndoJob"));
});

/** Whoever started it may not sign in any more: nothing else is done, or put back, in that name. */
export const abandonJob = defineOperation<unknown, undefined>("AbandonJob", "System", async ({ tx, target }) => {
  const job = await tx.jobs.lock(target);
  if (job?.state !== "running" && job?.state !== "undoing") return done(undefined);
  await keepJob(tx, job, cancelled(job, tx.now), "AbandonJob");
  return done(undefined);
});

const notPossible = (operation: string, because: string): Refusal => ({ kind: "notPossible", operation, because });

async function lockOwn({ tx, actor, target }: Asked<unknown>): Promise<Result<Job>> {
  const job = await tx.jobs.lock(target);
  return job?.user === actor.id ? done(job) : refuse({ kind: "notFound", thing: "job", name: target });
}
