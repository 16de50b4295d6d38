import { system } from "../../domain/agent/actor.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { step } from "../../domain/interaction/lifecycle.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { shelfOf } from "../shelves.ts";
import { timeoutsIn } from "../timeouts.ts";

/** An e-mail that did not go, or perhaps did, comes to its sender's `failed` workbin, and the sender is told why. wire.md 4.4 */
export async function returnUnsent(tx: Transaction, interaction: Interaction, error: string): Promise<void> {
  const sender = interaction.sender;
  if (sender === undefined) return;
  const outcome = step(interaction, {
    operation: "ReturnUnsent",
    actor: system,
    now: tx.now,
    timeouts: await timeoutsIn(tx, interaction.queue),
    to: { kind: "shelf", shelf: await shelfOf(tx, "failed", sender) },
    note: error,
  });
  if (!outcome.ok) return;
  await tx.interactions.save({ ...outcome, events: outcome.events.map((event) => ({ ...event, error })) });
}
