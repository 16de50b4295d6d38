import type { FolderKey } from "../../ports/mail-accounts.ts";
import { defineOperation, done } from "../operation.ts";

type Input = { readonly folder: FolderKey; readonly uids: readonly number[] };

/** The server has flagged, moved or deleted these stored messages. mail.md 3.1 */
export const markSettled = defineOperation<Input, undefined>("MarkSettled", "System", async ({ tx, input }) => {
  await tx.mailAccounts.markSettled(input.folder, input.uids);
  return done(undefined);
});
