import { defineOperation } from "../operation.ts";
import { controlDelivery } from "./control-delivery.ts";
import type { Decided } from "./decided.ts";
import type { Reasoned } from "./lock-open.ts";

/** Stops an outgoing mail that waits; one that is being sent cannot be stopped (2/409). wire.md 12, mail.md 11.2 */
export const holdDelivery = defineOperation<Reasoned, Decided>("HoldDelivery", "ControlDelivery", (asked) =>
  controlDelivery(asked, "Hold"),
);
