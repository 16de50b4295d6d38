import { defineOperation } from "../operation.ts";
import { controlDelivery } from "./control-delivery.ts";
import type { Decided } from "./decided.ts";
import type { Reasoned } from "./lock-open.ts";

/** Ends an outgoing mail that waits or is held: its sender finds it in the workbin `failed` and is told. wire.md 12, 4.4 */
export const cancelDelivery = defineOperation<Reasoned, Decided>("CancelDelivery", "ControlDelivery", (asked) =>
  controlDelivery(asked, "Cancel"),
);
