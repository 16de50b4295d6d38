import { type Attempt, type Delivery, deliver, type RecipientOutcome } from "../../domain/delivery/delivery.ts";
import { type Attempted, rowOfOutcome } from "../../domain/delivery/outcome-row.ts";
import { defineOperation, done } from "../operation.ts";
import { tellDelivery } from "./tell-delivery.ts";

/** How an attempt ended, in the rows of the delivery table, with the attempt to keep. */
export type DeliveryResult = Attempted & {
  readonly change: Partial<Pick<Delivery, "to" | "group" | "isSent" | "refusals" | "nextAttempt">>;
  readonly attempt: Attempt | undefined;
  /** What became of single recipients, where not all fared alike. */
  readonly recipients: readonly RecipientOutcome[];
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
    const row = rowOfOutcome(delivery, input, await tx.deliveries.wasAccepted(target));
    const next = row === undefined ? undefined : deliver(delivery, row, input.change);
    // A late 250 behind the mark of another attempt changes nothing now, but is evidence when that ends.
    const isKept = next !== undefined || row === "SettleClaimed";
    if (isKept && input.attempt !== undefined) await tx.deliveries.addAttempt(target, input.attempt);
    if (row === undefined || next === undefined || !(await tx.deliveries.save(next))) return done(false);
    await tx.deliveries.noteRecipients(target, input.recipients, tx.now.wall);
    if (input.row === "Accepted" || input.row === "AcceptedInPart") {
      const refused = new Set(input.recipients.filter((one) => one.state !== "sent").map((one) => one.address));
      const taken = delivery.to.filter((address) => !refused.has(address));
      await tx.readings.clearBouncing(taken.map((address) => address.toLowerCase()));
    }
    await tellDelivery(tx, interaction, next, {
      row: row === "SettleClaimed" ? "SettleLate" : row,
      error: input.error,
    });
    return done(true);
  },
);
