import { defineOperation } from "../operation.ts";
import { backToSent } from "./back-to-sent.ts";
import { queuedNow } from "./control-delivery.ts";
import type { Decided } from "./decided.ts";
import type { Reasoned } from "./lock-open.ts";

/**
 * The sender or a supervisor has what failed, is unknown or was cancelled sent again: the same bytes under the same Message-ID, with the
 * whole schedule before it. Out of the workbin, Sent again. A reply that comes late settles it before it goes. wire.md 12, mail.md 11.4
 */
export const resend = defineOperation<Reasoned, Decided>("Resend", "Resend", (asked) =>
  backToSent(asked, "Resend", { refusals: 0, ...queuedNow(asked.tx) }),
);
