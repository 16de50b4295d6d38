import { cursorFor } from "../../domain/mail/mailbox-cursor.ts";
import type { SourceFolder } from "../../ports/mail-accounts.ts";
import { defineOperation, done } from "../operation.ts";

type Input = {
  readonly mailbox: string;
  readonly fence: number;
  /** `user@host`: another account begins anew. */
  readonly account: string;
  readonly folder: string;
  readonly uidValidity: string;
};

/**
 * Where reading of a folder goes on: at its cursor, or at its beginning when it was never looked into or has another UIDVALIDITY.
 * Undefined: another process reads the account now. mail.md 3.1
 */
export const openMailboxFolder = defineOperation<Input, SourceFolder | undefined>(
  "OpenMailboxFolder",
  "System",
  async ({ tx, input }) => {
    const { mailbox, fence, account, folder, uidValidity } = input;
    if (!(await tx.mailAccounts.holds(mailbox, fence))) return done(undefined);
    const known = await tx.mailAccounts.folder(mailbox, account, folder);
    if (known?.cursor.uidValidity === uidValidity) return done(known);
    return done(await tx.mailAccounts.startFolder(mailbox, account, folder, cursorFor(known?.cursor, uidValidity)));
  },
);
