import type { SourceTrouble } from "../../domain/mail/mailbox-trouble.ts";
import { defineOperation, done } from "../operation.ts";

type Input = {
  readonly mailbox: string;
  readonly kind: SourceTrouble;
  readonly cause: string;
  /** Until it is tried again. */
  readonly pauseMs: number;
  /** Undefined: the account was not claimed. */
  readonly fence?: number | undefined;
};

/** The account cannot be read: since when, why, and when it is tried again, for the mailbox's health; a revoked agreement stops it until somebody acts. mail.md 3.2, 3.3 */
export const noteMailboxFailure = defineOperation<Input, undefined>(
  "NoteMailboxFailure",
  "System",
  async ({ tx, input }) => {
    const { mailbox, kind, cause, pauseMs } = input;
    await tx.mailAccounts.noteFailure(mailbox, { kind, cause, nextTryAt: tx.now.wall + pauseMs });
    if (kind === "token-revoked" && input.fence !== undefined) await tx.mailAccounts.stop(mailbox, input.fence);
    return done(undefined);
  },
);
