import { forbids } from "../../domain/agent/permissions.ts";
import { canBeUndone, formerOf, type Job } from "../../domain/desktop/job.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { StaleWrite } from "../../ports/store.ts";
import { type Asked, defineOperation, done, type Result, refuse } from "../operation.ts";
import { type ItemAsked, type JobChanged, keepTried, lockItem, ofParameters, operationOf } from "./job-work.ts";

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
    () => doOne({ ...asked, target: item.interaction, expectedVersion: undefined }, job),
    ({ ok }) => ok,
  );
  if (!result.ok) {
    await keepTried(tx, job, { ...item, state: "failed", refusal: ofParameters(result.refusal) });
    return done(true);
  }
  const { interaction, answered } = result.value;
  const kept = answered === undefined ? undoableBy(job, before, interaction) : waiting(interaction, answered);
  await keepTried(tx, job, { ...item, state: "done", ...kept });
  return done(true);
});

/** What putting it back will need. Throws `StaleWrite` when somebody was between the two looks: that would be put back to what it was not. */
function undoableBy({ action }: Job, before: Interaction | undefined, after: Interaction) {
  if (!canBeUndone(action)) return {};
  if (before?.version !== after.version - 1) throw new StaleWrite(after.id);
  return { version: after.version, former: formerOf(before, after) };
}

/** An answer is called back as long as it waits; an e-mail that was taken for it goes back to where it was. */
function waiting(interaction: Interaction, { before, hold }: NonNullable<JobChanged["answered"]>) {
  const isTaken = before.holder !== interaction.holder;
  const former = isTaken ? formerOf(before, interaction) : undefined;
  return { version: interaction.version, former, held: hold.state === "held" ? 1 : 0 };
}

/** Rights may have changed since the job was started. */
async function doOne(asked: Asked<ItemAsked>, { id, operation, input }: Job): Promise<Result<JobChanged>> {
  const { permission, run, fill } = operationOf({ operation }, asked.input.operations);
  const forbidden = forbids(asked.actor, permission);
  if (forbidden !== undefined) return refuse(forbidden);
  if (fill === undefined) return run({ ...asked, input });
  const { filled, place } = asked.input;
  return run({ ...asked, input: { ...Object(input), filled, of: { job: id, place } } });
}
