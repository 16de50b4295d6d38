import { defineOperation } from "../operation.ts";
import { backToSent } from "./back-to-sent.ts";
import type { Decided } from "./decided.ts";
import type { Reasoned } from "./lock-open.ts";

/** The sender or a supervisor knows that a mail of unknown fate has gone: Sent, out of the workbin, on a person's word. wire.md 12, mail.md 11.4 */
export const markSent = defineOperation<Reasoned, Decided>("MarkSent", "MarkSent", (asked) =>
  backToSent(asked, "MarkSent"),
);
