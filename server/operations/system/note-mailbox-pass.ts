import type { FolderKey, PassResult } from "../../ports/mail-accounts.ts";
import { defineOperation, done } from "../operation.ts";

type Input = {
  readonly mailbox: string;
  readonly fence: number;
  readonly folder: FolderKey;
  readonly completeTo: number;
  readonly uidNext: number;
  readonly result: PassResult;
};

/** A whole pass went through: the cursor, and what it found, for the mailbox's health. A process that lost the account writes nothing. mail.md 3.3 */
export const noteMailboxPass = defineOperation<Input, undefined>("NoteMailboxPass", "System", async ({ tx, input }) => {
  const { mailbox, folder, completeTo, uidNext } = input;
  if (!(await tx.mailAccounts.holds(mailbox, input.fence))) return done(undefined);
  await tx.mailAccounts.advance(folder, { completeTo, uidNext });
  await tx.mailAccounts.notePass(mailbox, input.result);
  return done(undefined);
});
