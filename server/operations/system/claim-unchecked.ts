import type { UncheckedAttachment } from "../../ports/quarantine.ts";
import { defineOperation, done } from "../operation.ts";

/** Which attachment that the scanner could not judge is to be looked into now; each by one process. Undefined: none is due. mail.md 4.1 step 5 */
export const claimUnchecked = defineOperation<{ readonly claimMs: number }, UncheckedAttachment | undefined>(
  "ClaimUnchecked",
  "System",
  async ({ tx, input: { claimMs } }) => done(await tx.quarantine.claimUnchecked(claimMs)),
);
