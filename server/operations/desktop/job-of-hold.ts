import type { Hold } from "../../domain/desktop/hold.ts";
import { holdEnded, type Job } from "../../domain/desktop/job.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { keepJob } from "./job-work.ts";

export type HoldLocked = { readonly hold: Hold; readonly job: Job | undefined };

/** A hold and the job that wrote what is held, both locked, the job first, as jobs lock them. Undefined: there is no such hold. */
export async function lockHold(tx: Transaction, id: string): Promise<HoldLocked | undefined> {
  const place = await tx.holds.placeOf(id);
  const job = place === undefined ? undefined : await tx.jobs.lock(place.job);
  const hold = await tx.holds.lock(id);
  return hold === undefined ? undefined : { hold, job };
}

/** Writes down in the job what became of what it held: what was refused in the end has failed, with the reason. desktop.md 3.8 */
export async function settleJob(tx: Transaction, { hold, job }: HoldLocked): Promise<void> {
  const became = hold.state === "held" ? undefined : ends[hold.state];
  if (job === undefined || hold.of === undefined || became === undefined) return;
  if (became !== "done") {
    const item = await tx.jobs.item(job.id, hold.of.place);
    if (item?.state !== "done") return;
    await tx.jobs.saveItem({ ...item, state: became, refusal: hold.refusal });
  }
  await keepJob(tx, job, holdEnded(job, became, tx.now), "DoJob");
}

const ends = { done: "done", refused: "failed", undone: "undone" } as const;
