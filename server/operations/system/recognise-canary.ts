import { canaryOfMessageId } from "../../domain/mail/canary.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { IncomingMail } from "./take-in.ts";

/**
 * Whether a mail that comes in is a canary of the mailbox that it comes to: then its round trip is noted. Only the first mail with its id is,
 * and that mail again: whoever else learned the id cannot have other mail vanish by it. Value: its id. mail.md 3.3
 */
export async function recogniseCanary(tx: Transaction, mail: IncomingMail): Promise<string | undefined> {
  const id = canaryOfMessageId(mail.messageId);
  if (id === undefined) return undefined;
  const mailboxes = mail.recipients.map(({ mailbox }) => mailbox);
  const came = { mailboxes, contentSha256: mail.contentSha256, at: mail.receivedAt };
  return (await tx.canaries.returned(id, came)) ? id : undefined;
}
