import type { Changed } from "../email/do-row.ts";
import { defineOperation } from "../operation.ts";
import { controlDelivery } from "./control-delivery.ts";
import type { Reasoned } from "./lock-open.ts";

/** Stops an outgoing mail that waits; one that is being sent cannot be stopped (2/409). wire.md 12, mail.md 11.2 */
export const holdDelivery = defineOperation<Reasoned, Changed>("HoldDelivery", "ControlDelivery", (asked) =>
  controlDelivery(asked, "Hold"),
);
