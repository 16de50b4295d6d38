import { type Actor, system } from "../domain/agent/actor.ts";
import type { Job, JobItem } from "../domain/desktop/job.ts";
import { doJobItem } from "../operations/desktop/do-job-item.ts";
import { abandonJob } from "../operations/desktop/end-job.ts";
import type { ItemAsked } from "../operations/desktop/job-work.ts";
import { undoJobItem } from "../operations/desktop/undo-job-item.ts";
import { type Performing, perform, performAsSystem } from "../operations/perform.ts";
import { claimJobs, giveUpJobItem } from "../operations/system/work-on-jobs.ts";
import type { ClaimedJob } from "../ports/jobs.ts";
import { NotApplied, OutcomeUnknown } from "../ports/store.ts";
import { jobOperations } from "../wire/desktop/job-actions.ts";

export type Working = {
  readonly performing: Performing;
  /** Names this process in claims. */
  readonly owner: string;
};

/** A job with thousands of e-mails holds up no other. */
const jobsAtOnce = 10;
const itemsAtOnce = 10;

/** Works a little on each of some unfinished jobs, one e-mail after the other; whether there is more. architecture.md 8; desktop.md 13 */
export async function workOnJobs({ performing, owner }: Working): Promise<boolean> {
  // Nothing is written while there is nothing to do.
  if ((await performing.store.read((reading) => reading.jobs.countUnfinished())) === 0) return false;
  const input = { owner, limit: jobsAtOnce };
  const claimed = await performAsSystem(performing, { operation: claimJobs, actor: system, input });
  if (!claimed.ok) return false;
  let isMoving = false;
  let trouble: unknown;
  for (const job of claimed.value) {
    try {
      isMoving = (await workOn(performing, job)) || isMoving;
    } catch (error) {
      trouble = error;
    }
  }
  // One e-mail that others fight over is no trouble of the loop while all else goes on.
  if (trouble !== undefined && !isMoving) throw trouble;
  return claimed.value.length > 0;
}

/** Value: whether something was done. Throws what may go through a moment later, when nothing was. */
async function workOn(performing: Performing, claimed: ClaimedJob): Promise<boolean> {
  const { actor, items, job } = await performing.store.read(async (reading) => ({
    actor: await reading.users.actor(claimed.user),
    items: await reading.jobs.next(claimed, itemsAtOnce),
    job: await reading.jobs.job(claimed.id),
  }));
  if (actor === undefined || job === undefined) {
    await performAsSystem(performing, { operation: abandonJob, actor: system, target: claimed.id, input: {} });
    return true;
  }
  let isMoving = false;
  let trouble: unknown;
  for (const item of items) {
    try {
      if (!(await tryItem(performing, { claimed, actor, job }, item))) return isMoving;
      isMoving = true;
    } catch (error) {
      if (error instanceof NotApplied || error instanceof OutcomeUnknown) trouble = error;
      else await giveUp(performing, claimed, { place: item.place, error });
    }
  }
  if (trouble !== undefined && !isMoving) throw trouble;
  return isMoving;
}

type Claimed = { readonly claimed: ClaimedJob; readonly actor: Actor; readonly job: Job };

/** Value: whether the job is still ours, and has more to do. */
async function tryItem(
  performing: Performing,
  { claimed: { id, state, fence }, actor, job }: Claimed,
  { place, interaction }: Pick<JobItem, "place" | "interaction">,
): Promise<boolean> {
  const isUndoing = state === "undoing";
  const fill = isUndoing ? undefined : jobOperations[job.operation]?.fill;
  const filled = await fill?.(performing, { actor, interaction, input: job.input });
  const ready = filled === undefined ? {} : { filled };
  const input: ItemAsked = { place, fence, operations: jobOperations, ...ready };
  const operation = isUndoing ? undoJobItem : doJobItem;
  const answered = await perform(performing, { operation, actor, target: id, input });
  return "result" in answered && answered.result.ok && answered.result.value;
}

/** A bug would stop the job for ever: the e-mail is written down as failed, and the next one has its turn. */
async function giveUp(
  performing: Performing,
  { id, fence }: ClaimedJob,
  { place, error }: { readonly place: number; readonly error: unknown },
): Promise<void> {
  performing.log.error({ job: id, place, error }, "an e-mail of a job was given up");
  await performAsSystem(performing, { operation: giveUpJobItem, actor: system, target: id, input: { place, fence } });
}
