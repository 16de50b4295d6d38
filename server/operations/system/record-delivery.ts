import { type Attempt, type Delivery, deliver } from "../../domain/delivery/delivery.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done } from "../operation.ts";
import { tellDelivery } from "./tell-delivery.ts";

/** How an attempt ended, in the rows of the delivery table, with the attempt to keep. */
export type DeliveryResult = {
  readonly fence: number;
  readonly row: "Accepted" | "AcceptedInPart" | "RefusedForGood" | "RefusedForNow" | "LoseReply" | "LoseLease";
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
    const row = await rowOf(tx, delivery, input);
    const next = row === undefined ? undefined : deliver(delivery, row, input.change);
    if (row === undefined || next === undefined || !(await tx.deliveries.save(next))) return done(false);
    if (input.row === "Accepted") await tx.readings.clearBouncing(delivery.to.map((address) => address.toLowerCase()));
    if (input.attempt !== undefined) await tx.deliveries.addAttempt(target, input.attempt);
    await tellDelivery(tx, interaction, next, { row, error: input.error });
    return done(true);
  },
);

/** A late 250 settles `unknown`, any other late outcome says nothing; what was taken for somebody before is not refused as a whole. */
async function rowOf(tx: Transaction, delivery: Delivery, input: DeliveryResult) {
  if (delivery.fence !== input.fence) {
    return delivery.state === "unknown" && input.row === "Accepted" ? "SettleLate" : undefined;
  }
  const isPart = input.row === "RefusedForGood" && (await tx.deliveries.wasAccepted(delivery.interaction));
  return isPart ? "RefusedInPart" : input.row;
}
