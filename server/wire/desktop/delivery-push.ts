import type { InteractionEvent } from "../../domain/interaction/events.ts";
import type { Push } from "../../ports/publisher.ts";
import type { Facts } from "../../queries/notification/facts.ts";
import { deliveryShape } from "../shapes/delivery.ts";

/** Where senders hear how their mail fares. desktop.md 13 */
export const deliveriesTopic = "/postroom/v1/me/deliveries";

/** Whoever is told how a mail fares: its sender, of each event, because decisions name the version of the e-mail. */
export const deliveryListener = ({ interaction: { sender, delivery } }: InteractionEvent): string | undefined =>
  delivery === undefined ? undefined : sender;

/** The whole delivery as it is when it is told; the event says in which version of its e-mail. Where nobody listens nothing was read. */
export function deliveryPushes(event: InteractionEvent, { deliveries }: Facts): readonly Push[] {
  const user = deliveryListener(event);
  const { id, version } = event.interaction;
  const found = deliveries.get(id);
  if (user === undefined || found === undefined) return [];
  const delivery = deliveryShape({ ...found, version });
  return [{ user, topic: deliveriesTopic, data: { interactionId: id, delivery } }];
}
