import { type Delivery, shownState } from "../../domain/delivery/delivery.ts";
import { beforeOf, type DeliveryRow } from "../../domain/interaction/events.ts";
import type { DeliveryState, Interaction } from "../../domain/interaction/interaction.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { returnUnsent } from "./return-unsent.ts";
import { settleUnknown } from "./settle-unknown.ts";

/** `note`: why, for the history, where that is not the error itself. */
type Telling = { readonly row: DeliveryRow; readonly error: string | undefined; readonly note?: string };

/**
 * What a delivery's new state means for its interaction: the event, and what failed or is unknown goes back to its sender; what was
 * unknown and is known to be sent leaves the sender's workbin again. A lost lease is told to nobody. wire.md 4.4; reliability.md 4, I16
 */
export async function tellDelivery(
  tx: Transaction,
  before: Interaction,
  delivery: Delivery,
  { row, error, note = error }: Telling,
): Promise<void> {
  if (row === "LoseLease") return;
  const state = shownState(delivery);
  const isReturned = returned.has(state);
  const after: Interaction = { ...before, delivery: state, version: before.version + 1 };
  await tx.interactions.setDelivery(before, state, {
    kind: "DeliveryChanged",
    operation: row,
    interaction: after,
    before: beforeOf(before),
    note,
    ...(error === undefined || isReturned ? {} : { error }),
  });
  if (isReturned && after.state === "Sent") await returnUnsent(tx, after, error ?? `delivery ${state}`);
  if (row === "SettleLate") await settleUnknown(tx, after);
}

const returned: ReadonlySet<DeliveryState> = new Set(["failed", "unknown", "cancelled"]);
