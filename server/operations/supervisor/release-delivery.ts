import { defineOperation } from "../operation.ts";
import { controlDelivery } from "./control-delivery.ts";
import type { Decided } from "./decided.ts";
import type { Reasoned } from "./lock-open.ts";

/** Lets a held mail go, also while all outgoing mail is held. wire.md 12 */
export const releaseDelivery = defineOperation<Reasoned, Decided>("ReleaseDelivery", "ControlDelivery", (asked) =>
  controlDelivery(asked, "Release"),
);
