import type { Tally } from "../../ports/mail-ledger.ts";
import { defineOperation, done } from "../operation.ts";

/** Mail that was refused although its mailboxes are known stands in their ledgers. mail.md 3.3 */
export const noteRefused = defineOperation<{ readonly tallies: readonly Tally[] }, undefined>(
  "NoteRefused",
  "System",
  async ({ tx, input }) => {
    await tx.mailLedger.tally(input.tallies, tx.now.wall);
    return done(undefined);
  },
);
