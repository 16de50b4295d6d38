import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Address } from "../../domain/mail/address.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { taggedSubject } from "../../domain/mail/subject.ts";
import { addressWithToken, type Mac, subjectTag } from "../../domain/mail/token.ts";
import type { Transaction } from "../../ports/transaction.ts";

/** By what answers to a mail are recognised, besides its Message-ID. */
export type Recognisable = {
  readonly subject: string;
  /** Undefined: answers go to the sender. */
  readonly replyTo: readonly Address[] | undefined;
};

/** What the mailbox that a mail comes from adds to it: a tag in the subject, a Reply-To with a reply token. mail.md 5.1, 9 */
export async function recognisable(
  tx: Transaction,
  { thread }: Interaction,
  { from, subject }: Pick<Content, "from" | "subject">,
  mac: Mac,
): Promise<Recognisable> {
  const found = from && ownMailboxes(await tx.centre.mailboxes()).find(from.address);
  if (from === undefined || found === undefined) return { subject, replyTo: undefined };
  const rules = await tx.readings.rulesOf(found.mailbox.id);
  const address = rules.replyToken ? addressWithToken(found.address, "c", thread, mac) : undefined;
  return {
    subject: rules.subjectTag ? taggedSubject(subject, subjectTag(await tx.readings.numberOf(thread), mac)) : subject,
    replyTo: address === undefined ? undefined : [{ name: from.name, address }],
  };
}
