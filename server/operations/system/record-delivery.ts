import { type Attempt, type Delivery, type DeliveryOperation, deliver } from "../../domain/delivery/delivery.ts";
import { beforeOf, type DeliveryRow } from "../../domain/interaction/events.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done } from "../operation.ts";
import { returnUnsent } from "./return-unsent.ts";

/** How an attempt ended, in the rows of the delivery table, with the attempt to keep. */
export type DeliveryResult = {
  readonly fence: number;
  readonly row: "Accepted" | "RefusedForGood" | "RefusedForNow" | "LoseReply" | "LoseLease";
  readonly change: Partial<Pick<Delivery, "to" | "refusals" | "nextAttempt">>;
  readonly attempt: Attempt | undefined;
  /** Told to the sender: why it failed, is unknown, or which recipients were refused. */
  readonly error: string | undefined;
};

/**
 * Writes the outcome of an attempt, its event, and what follows for the interaction, in one transaction, if the claim is still ours
 * (or, for a late reply, settles `unknown`). Value: whether it was written. mail.md 11.2, 11.3 steps 5 and 6
 */
export const recordDelivery = defineOperation<DeliveryResult, boolean>(
  "RecordDelivery",
  "System",
  async ({ tx, target, input }) => {
    const interaction = await tx.interactions.lock(target);
    const delivery = await tx.deliveries.lock(target);
    if (interaction === undefined || delivery === undefined) return done(false);
    const isLate = delivery.fence !== input.fence;
    if (isLate && !(delivery.state === "unknown" && input.row === "Accepted")) return done(false);
    const row: DeliveryOperation = isLate ? "SettleLate" : input.row;
    const next = deliver(delivery, row, input.change);
    if (next === undefined || !(await tx.deliveries.save(next))) return done(false);
    if (input.attempt !== undefined)
      await tx.deliveries.addAttempt(target, { ...input.attempt, number: delivery.attempts });
    await tell(tx, interaction, next, { row: isLate ? "SettleLate" : input.row, error: input.error });
    return done(true);
  },
);

type Telling = { readonly row: DeliveryRow; readonly error: string | undefined };

async function tell(tx: Transaction, before: Interaction, delivery: Delivery, { row, error }: Telling): Promise<void> {
  const isReturned = delivery.state === "failed" || delivery.state === "unknown";
  if (delivery.state === "waiting") return;
  const after: Interaction = { ...before, delivery: delivery.state, version: before.version + 1 };
  await tx.interactions.setDelivery(before, delivery.state, {
    kind: "DeliveryChanged",
    operation: row,
    interaction: after,
    before: beforeOf(before),
    note: error,
    ...(error === undefined || isReturned ? {} : { error }),
  });
  if (isReturned && after.state === "Sent") await returnUnsent(tx, after, error ?? `delivery ${delivery.state}`);
}
