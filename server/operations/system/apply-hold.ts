import { deliver } from "../../domain/delivery/delivery.ts";
import { type OutgoingHold, rowOfRound } from "../../domain/delivery/hold.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done } from "../operation.ts";
import { tellDelivery } from "./tell-delivery.ts";

/**
 * Deliveries that have not heard of the present round follow it, each with its event: what waits is held, or what is held waits. Value: how
 * many were looked at. A round that begins meanwhile is for the next call. wire.md 12
 */
export const applyHold = defineOperation<{ readonly limit: number }, number>(
  "ApplyHold",
  "System",
  async ({ tx, input }) => {
    const hold = await tx.deliveries.hold();
    const ids = await tx.deliveries.behindHold(input.limit);
    for (const id of ids) await follow(tx, id, hold);
    return done(ids.length);
  },
);

async function follow(tx: Transaction, id: string, hold: OutgoingHold): Promise<void> {
  const interaction = await tx.interactions.lock(id);
  const delivery = await tx.deliveries.lock(id);
  const row = delivery === undefined ? undefined : rowOfRound(delivery, hold);
  if (interaction === undefined || delivery === undefined || row === undefined) return;
  const { steady, wall } = tx.now;
  const again = row === "Hold" ? {} : { nextAttempt: { due: steady, shown: wall }, queuedAt: wall };
  const next = deliver(delivery, row, { holdRound: hold.round, ...again });
  if (next === undefined || !(await tx.deliveries.save(next))) return;
  await tellDelivery(tx, interaction, next, {
    row,
    error: undefined,
    ...(hold.note === undefined ? {} : { note: hold.note }),
  });
}
