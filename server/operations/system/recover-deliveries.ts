import { type Delivery, deliver } from "../../domain/delivery/delivery.ts";
import { beforeOf } from "../../domain/interaction/events.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done } from "../operation.ts";
import { returnUnsent } from "./return-unsent.ts";

const unknownText = "delivery unknown: the process ended between the final dot and its reply";

/**
 * Deliveries whose process is gone: before the mark they wait again, behind it they are `unknown`, at once, and the sender is told.
 * Value: how many. mail.md 11.3 step 6; reliability.md 4, I15 and I16
 */
export const recoverDeliveries = defineOperation<{ readonly limit: number }, number>(
  "RecoverDeliveries",
  "System",
  async ({ tx, input }) => {
    const orphaned = await tx.deliveries.orphaned(input.limit);
    for (const delivery of orphaned) await recover(tx, delivery);
    return done(orphaned.length);
  },
);

async function recover(tx: Transaction, delivery: Delivery): Promise<void> {
  const { sendUnknownPolicy } = await tx.centre.settings();
  const again = { nextAttempt: { due: tx.now.steady, shown: tx.now.wall } };
  if (delivery.stage === "open") return release(tx, deliver(delivery, "LoseLease", again));
  if (sendUnknownPolicy === "resend") return release(tx, deliver(delivery, "RefusedForNow", again));
  const unknown = deliver(delivery, "LoseReply");
  if (unknown === undefined || !(await tx.deliveries.save(unknown))) return;
  const before = await tx.interactions.lock(delivery.interaction);
  if (before === undefined) return;
  const after = { ...before, delivery: unknown.state, version: before.version + 1 };
  await tx.interactions.setDelivery(before, unknown.state, {
    kind: "DeliveryChanged",
    operation: "LoseReply",
    interaction: after,
    before: beforeOf(before),
    note: unknownText,
  });
  await tx.deliveries.addAttempt(delivery.interaction, {
    number: delivery.attempts,
    at: tx.now.wall,
    host: "",
    code: undefined,
    enhancedCode: undefined,
    text: unknownText,
    outcome: "unknown",
  });
  await returnUnsent(tx, after, unknownText);
}

async function release(tx: Transaction, delivery: Delivery | undefined): Promise<void> {
  if (delivery !== undefined) await tx.deliveries.save(delivery);
}
