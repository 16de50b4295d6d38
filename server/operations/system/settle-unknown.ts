import { system } from "../../domain/agent/actor.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { step } from "../../domain/interaction/lifecycle.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { timeoutsIn } from "../timeouts.ts";

/** An e-mail whose fate was unknown has gone: Sent again, out of `failed`. What its sender has taken up meanwhile stays there. mail.md 11.4 */
export async function settleUnknown(
  tx: Transaction,
  interaction: Interaction,
  note = "the next hop's reply came late",
): Promise<void> {
  if (interaction.shelf?.name !== "failed") return;
  const outcome = step(interaction, {
    operation: "SettleUnknown",
    actor: system,
    now: tx.now,
    timeouts: await timeoutsIn(tx, interaction.queue),
    note,
  });
  if (outcome.ok) await tx.interactions.save(outcome);
}
