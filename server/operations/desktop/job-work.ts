import type { Actor } from "../../domain/agent/actor.ts";
import type { Hold } from "../../domain/desktop/hold.ts";
import { counted, isToBeTold, type Job, type JobItem } from "../../domain/desktop/job.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { type Refusal, within } from "../../domain/interaction/refusals.ts";
import type { Store } from "../../ports/store.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { Changed } from "../email/do-row.ts";
import type { Asked, Result, World } from "../operation.ts";
import type { Holdable } from "./hold-steps.ts";

/** What a job does to each of its e-mails. */
export type JobOperation = Holdable<JobChanged> & {
  /**
   * Slow work for one e-mail, before its transaction. The operation is given what comes of it with its input, and its place in the job.
   * Absent: there is none.
   */
  readonly fill?: (by: Filling, item: ItemToFill) => Promise<Result<unknown>>;
};

/** What filling needs of the world. */
export type Filling = { readonly store: Store; readonly world: World };

export type ItemToFill = { readonly actor: Actor; readonly interaction: string; readonly input: unknown };

/** `answered`: what an answer needs that it can be called back. */
export type JobChanged = Changed & { readonly answered?: { readonly before: Interaction; readonly hold: Hold } };

/** By permission. The caller's table: no operation knows another. */
export type JobOperations = Readonly<Record<string, JobOperation>>;

/** One e-mail of a job, by a process that has claimed it. */
export type ItemAsked = {
  readonly place: number;
  readonly fence: number;
  readonly operations: JobOperations;
  /** What `fill` has made ready. */
  readonly filled?: Result<unknown>;
};

/** The operation of a job. Throws when there is none: jobs are stored with what there is. */
export function operationOf({ operation }: Pick<Job, "operation">, operations: JobOperations): JobOperation {
  const found = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (found === undefined) throw new Error(`no job can do ${operation}`);
  return found;
}

/** The job and one of its e-mails, both locked; undefined when another process has the job by now, or there is nothing to do with it. */
export async function lockItem(
  { tx, target, input }: Asked<Pick<ItemAsked, "place" | "fence">>,
  state: "running" | "undoing",
): Promise<{ readonly job: Job; readonly item: JobItem } | undefined> {
  const job = await tx.jobs.lock(target, input.fence);
  if (job?.state !== state) return undefined;
  const item = await tx.jobs.item(job.id, input.place);
  return item?.state === (state === "running" ? "waiting" : "done") ? { job, item } : undefined;
}

/** Writes down what became of one e-mail, and where the job stands now. `held`: how many more wait in a hold. */
export async function keepTried(
  tx: Transaction,
  job: Job,
  { held = 0, ...item }: JobItem & { readonly state: Tried; readonly held?: number },
): Promise<void> {
  await tx.jobs.saveItem(item);
  await keepJob(tx, job, counted(job, item.state, tx.now, held), "DoJob");
}

type Tried = Exclude<JobItem["state"], "waiting">;

/** Writes the job, and tells its person's pages as often as they are to be told. */
export async function keepJob(tx: Transaction, before: Job, after: Job, operation: string): Promise<Job> {
  const isTold = isToBeTold(before, after, tx.now);
  const job = isTold ? { ...after, toldAt: tx.now.steady } : after;
  await tx.jobs.save(job);
  if (isTold) await tellJob(tx, job, operation);
  return job;
}

/** Tells the person's pages where the job stands. */
export const tellJob = (tx: Transaction, job: Job, operation: string): Promise<void> =>
  tx.journal.append({ kind: "DeskChanged", user: job.user, operation, thing: { about: "job", job } });

/** The refusal of an operation in the words of the job's request. */
export const ofParameters = (refusal: Refusal): Refusal => within("$.params", refusal);
