import type { Attempt, Delivery, RecipientOutcome } from "../../domain/delivery/delivery.ts";
import type { RecipientReport } from "../../ports/readings.ts";
import { defineQuery, found, missing } from "../query.ts";

export type DeliveryFound = {
  readonly delivery: Delivery;
  readonly attempts: readonly Attempt[];
  readonly recipients?: readonly RecipientOutcome[];
  /** What reports say of its recipients. */
  readonly reports?: readonly RecipientReport[];
  /** Of its e-mail. */
  readonly version: number;
};

/** How an outbound e-mail is on its way, with its attempts. product.md */
export const findDelivery = defineQuery<{ readonly id: string }, DeliveryFound>(
  "FindDelivery",
  "ReadInteraction",
  async ({ reading, actor, input }) => {
    const interaction = await reading.interactions.visible(input.id, actor);
    if (interaction === undefined) return missing({ kind: "notFound", thing: "interaction", name: input.id });
    const delivery = await reading.deliveries.of(interaction.id);
    if (delivery === undefined) return missing({ kind: "notFound", thing: "delivery", name: input.id });
    const reports = await reading.readings.reportsOn(interaction.id);
    return found({ ...delivery, reports, version: interaction.version });
  },
);
