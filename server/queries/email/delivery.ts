import type { Attempt, Delivery } from "../../domain/delivery/delivery.ts";
import { defineQuery, found, missing } from "../query.ts";

export type DeliveryFound = { readonly delivery: Delivery; readonly attempts: readonly Attempt[] };

/** How an outbound e-mail is on its way, with its attempts. product.md */
export const findDelivery = defineQuery<{ readonly id: string }, DeliveryFound>(
  "FindDelivery",
  "ReadInteraction",
  async ({ reading, actor, input }) => {
    const interaction = await reading.interactions.visible(input.id, actor);
    if (interaction === undefined) return missing({ kind: "notFound", thing: "interaction", name: input.id });
    const delivery = await reading.deliveries.of(interaction.id);
    return delivery === undefined ? missing({ kind: "notFound", thing: "delivery", name: input.id }) : found(delivery);
  },
);
