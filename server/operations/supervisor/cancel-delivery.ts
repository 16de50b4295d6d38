import type { Changed } from "../email/do-row.ts";
import { defineOperation } from "../operation.ts";
import { controlDelivery } from "./control-delivery.ts";
import type { Reasoned } from "./lock-open.ts";

/** Ends an outgoing mail that waits or is held: its sender finds it in the workbin `failed` and is told. wire.md 12, 4.4 */
export const cancelDelivery = defineOperation<Reasoned, Changed>("CancelDelivery", "ControlDelivery", (asked) =>
  controlDelivery(asked, "Cancel"),
);
