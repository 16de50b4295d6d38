import { forbids } from "../../domain/agent/permissions.ts";
import { formerOf } from "../../domain/desktop/job.ts";
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
  const { version } = result.value.interaction;
  // Somebody was between the two looks: what would be put back later is not what was there.
  if (before?.version !== version - 1) throw new StaleWrite(item.interaction);
  await keepTried(tx, job, { ...item, state: "done", version, former: formerOf(before) });
  return done(true);
});

/** Rights may have changed since the job was started. */
async function doOne(asked: Asked<ItemAsked>, operation: string, input: unknown): Promise<Result<Changed>> {
  const { permission, run } = operationOf({ operation }, asked.input.operations);
  const forbidden = forbids(asked.actor, permission);
  return forbidden === undefined ? run({ ...asked, input }) : refuse(forbidden);
}
