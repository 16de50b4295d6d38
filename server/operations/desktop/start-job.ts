import { forbids } from "../../domain/agent/permissions.ts";
import { begun, type Job, type JobAction } from "../../domain/desktop/job.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { JobSettings } from "../../ports/centre.ts";
import type { SearchFilter } from "../../ports/searches.ts";
import { type Asked, defineOperation, done, type Result, refuse } from "../operation.ts";
import { type JobOperations, ofParameters, operationOf, tellJob } from "./job-work.ts";

type Input = {
  readonly action: JobAction;
  /** The permission by which its operation goes, and its input. */
  readonly operation: string;
  readonly given: unknown;
  readonly selection: Selection;
  readonly isDry: boolean;
  readonly operations: JobOperations;
};

/** `ids`: all that it is done to, in their order. */
type Started = { readonly job: Job; readonly isDry: boolean; readonly ids: readonly string[] };

/** `filter`: undefined where nothing can match. */
type Selection =
  | { readonly ids: readonly string[] }
  | { readonly filter: SearchFilter | undefined; readonly except: readonly string[] };

export const jobDefaults: JobSettings = { itemsMax: 10_000, perUserMax: 3, repliesMax: 500, replyHoldMs: 60_000 };

/** So many of the first are tried on, to see whether the parameters name something. */
const triedOnMax = 5;

/**
 * Fixes what a job is done to, and starts it; a dry run only counts. Refuses who may not do the operation (5), what its parameters name
 * wrongly, more e-mails than one job may have (10), and more jobs at once than one user may have (2/409). desktop.md 3.8, 13
 */
export const startJob = defineOperation<Input, Started>(
  "StartJob",
  "UseDesktop",
  async (asked) => {
    const { tx, world, actor, input } = asked;
    const forbidden = forbids(actor, operationOf(input, input.operations).permission);
    if (forbidden !== undefined) return refuse(forbidden);
    const { itemsMax, perUserMax, repliesMax } = (await tx.centre.settings()).jobs ?? jobDefaults;
    const ids = await chosen(asked, input.action === "Reply" ? Math.min(repliesMax, itemsMax) : itemsMax);
    if (!ids.ok) return ids;
    const wrong = await wrongParameters(asked, ids.value);
    if (wrong !== undefined) return refuse(ofParameters(wrong));
    const { action, operation, given, isDry } = input;
    const of = { id: world.ids.guid(), user: actor.id, action, operation, input: given, total: ids.value.length };
    const job = begun(of, tx.now);
    if (isDry) return done({ job, isDry, ids: ids.value });
    const unfinished = await tx.jobs.lockUnfinished(actor.id);
    if (unfinished >= perUserMax) {
      return refuse({ kind: "notPossible", operation: "StartJob", because: `${unfinished} of your jobs are running` });
    }
    await tx.jobs.create(job, ids.value);
    await tellJob(tx, job, "StartJob");
    return done({ job, isDry, ids: ids.value });
  },
  async (world, input) => {
    const given = await operationOf(input, input.operations).prepare(world, input.given);
    return given.ok ? done({ ...input, given: given.value }) : refuse(ofParameters(given.refusal));
  },
);

/** Ids in the order in which they are tried, each once. */
async function chosen({ tx, input }: Asked<Input>, itemsMax: number): Promise<Result<readonly string[]>> {
  const { selection } = input;
  if ("ids" in selection) {
    const ids = [...new Set(selection.ids)];
    return ids.length > itemsMax ? refuse(tooMany("ids", `at most ${itemsMax} e-mails`)) : done(ids);
  }
  const { filter, except } = selection;
  const left = new Set(except);
  const found = filter === undefined ? [] : await tx.searches.ids(filter, itemsMax + left.size);
  const ids = found.filter((id) => !left.has(id));
  return ids.length > itemsMax ? refuse(tooMany("query", `finds more than ${itemsMax} e-mails`)) : done(ids);
}

const tooMany = (key: string, because: string): Refusal => ({ kind: "badValue", path: `$.selection.${key}`, because });

/** What is wrong whatever e-mail it is: seen by doing it to the first ones, and undoing that at once. */
async function wrongParameters(asked: Asked<Input>, ids: readonly string[]): Promise<Refusal | undefined> {
  const { run, fill } = operationOf(asked.input, asked.input.operations);
  // What has to be made ready for each is looked at when it is.
  if (fill !== undefined) return undefined;
  for (const target of ids.slice(0, triedOnMax)) {
    const tried = { ...asked, target, input: asked.input.given, expectedVersion: undefined };
    const result = await asked.tx.attempt(
      () => run(tried),
      () => false,
    );
    if (result.ok) return undefined;
    if (isOfParameters(result.refusal)) return result.refusal;
  }
  return undefined;
}

const isOfParameters = (refusal: Refusal): boolean =>
  "path" in refusal || (refusal.kind === "notFound" && refusal.thing !== "interaction");
