import { isSupervisor } from "../../domain/agent/actor.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { type Changed, doRow, loadFor } from "../email/do-row.ts";
import { type Asked, defineOperation, type Result, refuse } from "../operation.ts";
import { lockOpen } from "../supervisor/lock-open.ts";

type Input = Readonly<Record<string, never>>;

/**
 * A received e-mail is spam: it goes to the queue `parked` under that reason, in its place in the order of arrival, and is offered to nobody.
 * Its owner may say so, a supervisor of every open one. Nothing is dropped: a supervisor's MoveToQueue releases it. desktop.md 4; mail.md 0.3
 */
export const markSpam = defineOperation<Input, Changed>("MarkSpam", "MarkSpam", async (asked) => {
  const { tx, actor, target } = asked;
  // A supervisor who has it in hands gives it away; from everybody else it is taken.
  const seen = await tx.interactions.visible(target, actor);
  const isOwn = seen?.state === "Processing" && seen.holder === actor.id;
  const row = isSupervisor(actor) && !isOwn ? "MarkOpenSpam" : "MarkSpam";
  const loaded = row === "MarkOpenSpam" ? await lockOpen(asked, row) : await loadFor(asked, row);
  if (!loaded.ok) return loaded;
  const parked = await tx.centre.queueNamed("parked");
  if (parked === undefined) throw new Error("the built-in queue parked is missing");
  if (loaded.value.queue === parked.id && loaded.value.state === "Queued") return refuse(alreadyThere);
  return park(asked, loaded.value, row, parked.id);
});

const alreadyThere: Refusal = {
  kind: "notPossible",
  operation: "MarkSpam",
  because: "it lies in the queue parked already",
};

async function park(
  asked: Asked<Input>,
  interaction: Interaction,
  row: "MarkSpam" | "MarkOpenSpam",
  queue: string,
): Promise<Result<Changed>> {
  const { tx } = asked;
  const to = { kind: "queue", queue, position: interaction.position } as const;
  const marked = await doRow(asked, interaction, row, { to, note: "spam" });
  if (!marked.ok) return marked;
  const reading = await tx.readings.of(interaction.id);
  if (reading !== undefined) await tx.readings.save([{ ...reading, parkedBecause: "spam" }]);
  return marked;
}
