import type { SourceTrouble } from "../../domain/mail/mailbox-trouble.ts";
import { defineOperation, done } from "../operation.ts";

type Input = {
  readonly mailbox: string;
  readonly kind: SourceTrouble;
  readonly cause: string;
  /** Until it is tried again. */
  readonly pauseMs: number;
};

/** The account cannot be read: since when, why, and when it is tried again, for the mailbox's health. mail.md 3.3 */
export const noteMailboxFailure = defineOperation<Input, undefined>(
  "NoteMailboxFailure",
  "System",
  async ({ tx, input }) => {
    const { mailbox, kind, cause, pauseMs } = input;
    await tx.mailAccounts.noteFailure(mailbox, { kind, cause, nextTryAt: tx.now.wall + pauseMs });
    return done(undefined);
  },
);
