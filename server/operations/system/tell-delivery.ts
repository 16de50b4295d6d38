import { type Delivery, shownState } from "../../domain/delivery/delivery.ts";
import { beforeOf, type DeliveryRow } from "../../domain/interaction/events.ts";
import type { DeliveryState, Interaction } from "../../domain/interaction/interaction.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { copyToSentFolder } from "./file-sent.ts";
import { returnUnsent } from "./return-unsent.ts";
import { settleUnknown } from "./settle-unknown.ts";

/** `note`: why, for the history, where that is not the error itself. */
type Telling = { readonly row: DeliveryRow; readonly error: string | undefined; readonly note?: string };

/** A delivery in its new state, with the interaction as it was before. */
export type ToldDelivery = { readonly before: Interaction; readonly delivery: Delivery; readonly telling: Telling };

/** The same for one. */
export const tellDelivery = (
  tx: Transaction,
  before: Interaction,
  delivery: Delivery,
  telling: Telling,
): Promise<void> => tellDeliveries(tx, [{ before, delivery, telling }]);

/**
 * What the new states of deliveries, each of another interaction, mean for these: the event, and what failed or is unknown goes back to its
 * sender; what was unknown and is known to be sent leaves the sender's workbin again. A lost lease is told to nobody. wire.md 4.4;
 * reliability.md 4, I16
 */
export async function tellDeliveries(tx: Transaction, deliveries: readonly ToldDelivery[]): Promise<void> {
  const told = deliveries.filter(({ telling }) => telling.row !== "LoseLease").map(changeOf);
  await tx.interactions.setDeliveries(told);
  await copyToSentFolder(
    tx,
    told.filter(({ before, state }) => state === "sent" && before.delivery !== "sent").map(({ delivery }) => delivery),
  );
  for (const { after, state, telling } of told) {
    const { row, error, note = error } = telling;
    if (returned.has(state) && after.state === "Sent") await returnUnsent(tx, after, error ?? `delivery ${state}`);
    if (row === "SettleLate") await settleUnknown(tx, after, note);
  }
}

function changeOf({ before, delivery, telling }: ToldDelivery) {
  const { row, error, note = error } = telling;
  const state = shownState(delivery);
  const after: Interaction = { ...before, delivery: state, version: before.version + 1 };
  const event = {
    ...({ kind: "DeliveryChanged", operation: row, interaction: after, before: beforeOf(before), note } as const),
    ...(error === undefined || returned.has(state) ? {} : { error }),
  };
  return { before, after, delivery, state, telling, event };
}

const returned: ReadonlySet<DeliveryState> = new Set(["failed", "unknown", "cancelled"]);
