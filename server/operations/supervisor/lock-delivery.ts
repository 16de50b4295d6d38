import { type Delivery, shownState } from "../../domain/delivery/delivery.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";

export type Outgoing = { readonly interaction: Interaction; readonly delivery: Delivery };

/** Locks an e-mail and its delivery, in the order of all who write both: both exist (6), then `If-Match`. wire.md 1.4 */
export async function lockDelivery<Input>(asked: Asked<Input>): Promise<Result<Outgoing>> {
  const { tx, target, expectedVersion } = asked;
  const seen = await tx.interactions.visible(target, asked.actor);
  const interaction = seen === undefined ? undefined : await tx.interactions.lock(seen.id);
  if (interaction === undefined) return refuse({ kind: "notFound", thing: "interaction", name: target });
  const delivery = await tx.deliveries.lock(interaction.id);
  if (delivery === undefined) return refuse({ kind: "notFound", thing: "delivery", name: target });
  if (expectedVersion !== undefined && expectedVersion !== interaction.version) {
    return refuse({ kind: "staleVersion", given: expectedVersion, present: interaction.version });
  }
  return done({ interaction, delivery });
}

/** The delivery is in no state for what is asked (2/409). */
export const notNow = (operation: string, delivery: Delivery): Refusal => ({
  kind: "notPossible",
  operation,
  because: `the delivery is ${shownState(delivery)}`,
});
