import { forbids } from "../../domain/agent/permissions.ts";
import { canBeUndone, formerOf, type Job } from "../../domain/desktop/job.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { StaleWrite } from "../../ports/store.ts";
import type { Changed } from "../email/do-row.ts";
import { type Asked, defineOperation, done, type Result, refuse } from "../operation.ts";
import { type ItemAsked, keepTried, lockItem, ofParameters, operationOf } from "./job-work.ts";

/**
 * Does a job's operation to one of its e-mails, in the name of whoever started it, and writes down what became of it: both or neither, so
 * that nothing is done twice. Value: false when another process has the job, or it has ended. desktop.md 13
 */
export const doJobItem = defineOperation<ItemAsked, boolean>("DoJobItem", "UseDesktop", async (asked) => {
  const { tx, actor } = asked;
  const locked = await lockItem(asked, "running");
  if (locked === undefined) return done(false);
  const { job, item } = locked;
  const before = await tx.interactions.visible(item.interaction, actor);
  const result = await tx.attempt(
    () => doOne({ ...asked, target: item.interaction, expectedVersion: undefined }, job.operation, job.input),
    ({ ok }) => ok,
  );
  if (!result.ok) {
    await keepTried(tx, job, { ...item, state: "failed", refusal: ofParameters(result.refusal) });
    return done(true);
  }
  const { interaction } = result.value;
  await keepTried(tx, job, { ...item, state: "done", ...undoableBy(job, before, interaction) });
  return done(true);
});

/** What putting it back will need. Throws `StaleWrite` when somebody was between the two looks: that would be put back to what it was not. */
function undoableBy({ action }: Job, before: Interaction | undefined, after: Interaction) {
  if (!canBeUndone(action)) return {};
  if (before?.version !== after.version - 1) throw new StaleWrite(after.id);
  return { version: after.version, former: formerOf(before, after) };
}

/** Rights may have changed since the job was started. */
async function doOne(asked: Asked<ItemAsked>, operation: string, input: unknown): Promise<Result<Changed>> {
  const { permission, run } = operationOf({ operation }, asked.input.operations);
  const forbidden = forbids(asked.actor, permission);
  return forbidden === undefined ? run({ ...asked, input }) : refuse(forbidden);
}
