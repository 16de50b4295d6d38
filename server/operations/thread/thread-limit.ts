import type { Refusal } from "../../domain/interaction/refusals.ts";

/** E-mails of one thread that change in one transaction. */
export const threadMax = 1_000;

export const tooLong = (operation: "Split" | "Join"): Refusal => ({
  kind: "notPossible",
  operation,
  because: `the thread has more than ${threadMax} e-mails`,
});
