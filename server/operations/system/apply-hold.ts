import { type Delivery, deliver } from "../../domain/delivery/delivery.ts";
import { type OutgoingHold, rowOfRound } from "../../domain/delivery/hold.ts";
import type { Interaction, Moment } from "../../domain/interaction/interaction.ts";
import { defineOperation, done } from "../operation.ts";
import { type ToldDelivery, tellDeliveries } from "./tell-delivery.ts";

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
    const interactions = await tx.interactions.lockAll(ids);
    const deliveries = await tx.deliveries.lockAll(ids);
    const following = ids.flatMap((id): readonly ToldDelivery[] => {
      const [before, delivery] = [interactions.get(id), deliveries.get(id)];
      return before === undefined || delivery === undefined ? [] : follow(before, delivery, { hold, now: tx.now });
    });
    const written = await tx.deliveries.saveAll(following.map(({ delivery }) => delivery));
    await tellDeliveries(
      tx,
      following.filter(({ before }) => written.has(before.id)),
    );
    return done(ids.length);
  },
);

function follow(
  before: Interaction,
  delivery: Delivery,
  { hold, now }: { readonly hold: OutgoingHold; readonly now: Moment },
): readonly ToldDelivery[] {
  const row = rowOfRound(delivery, hold);
  if (row === undefined) return [];
  const again = row === "Hold" ? {} : { nextAttempt: { due: now.steady, shown: now.wall }, queuedAt: now.wall };
  const next = deliver(delivery, row, { holdRound: hold.round, ...again });
  const note = hold.note === undefined ? {} : { note: hold.note };
  return next === undefined ? [] : [{ before, delivery: next, telling: { row, error: undefined, ...note } }];
}
