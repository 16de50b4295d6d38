import { system } from "../../domain/agent/actor.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { step } from "../../domain/interaction/lifecycle.ts";
import type { Placing } from "../../domain/mail/placing.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { timeoutsIn } from "../timeouts.ts";

/**
 * A read mail goes where its class says: it stays in its queue, or is Completed in its thread, or moves to the queue `parked`, with the
 * reason in the history. It keeps its place in the order of arrival, so a supervisor's release is one move. mail.md 0.3, 6
 */
export async function placeMail(
  tx: Transaction,
  interaction: Interaction,
  { placing, because }: { readonly placing: Placing; readonly because: string },
): Promise<void> {
  if (placing.kind === "route") return;
  const parked = placing.kind === "park" ? await tx.centre.queueNamed("parked") : undefined;
  if (placing.kind === "park" && parked === undefined) throw new Error("the built-in queue parked is missing");
  const outcome = step(interaction, {
    operation: placing.kind === "park" ? "Park" : "Attach",
    actor: system,
    now: tx.now,
    timeouts: await timeoutsIn(tx, parked?.id ?? interaction.queue),
    note: placing.kind === "park" ? placing.because : because,
    ...(parked === undefined ? {} : { to: { kind: "queue", queue: parked.id, position: interaction.position } }),
  });
  if (!outcome.ok) throw new Error(`a mail that was just read cannot be placed: ${outcome.refusal.kind}`);
  await tx.interactions.save(outcome);
}
