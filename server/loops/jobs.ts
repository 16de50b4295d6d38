import { system } from "../domain/agent/actor.ts";
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
async function workOn(performing: Performing, job: ClaimedJob): Promise<boolean> {
  const { actor, places } = await performing.store.read(async (reading) => ({
    actor: await reading.users.actor(job.user),
    places: await reading.jobs.next(job, itemsAtOnce),
  }));
  if (actor === undefined) {
    await performAsSystem(performing, { operation: abandonJob, actor: system, target: job.id, input: {} });
    return true;
  }
  const operation = job.state === "undoing" ? undoJobItem : doJobItem;
  let isMoving = false;
  let trouble: unknown;
  for (const place of places) {
    const input: ItemAsked = { place, fence: job.fence, operations: jobOperations };
    try {
      const answered = await perform(performing, { operation, actor, target: job.id, input });
      const isOurs = "result" in answered && answered.result.ok && answered.result.value;
      if (!isOurs) return isMoving;
      isMoving = true;
    } catch (error) {
      if (error instanceof NotApplied || error instanceof OutcomeUnknown) trouble = error;
      else await giveUp(performing, job, { place, error });
    }
  }
  if (trouble !== undefined && !isMoving) throw trouble;
  return isMoving;
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
