import type { Content } from "../../domain/interaction/content.ts";
import { addressKey } from "../../domain/mail/address.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { type ForwardedMail, forwardedMail } from "../../domain/mail/reply/forwarded-mail.ts";
import { storedRanges } from "../../domain/mail/reply/stored-ranges.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { Belonging } from "./belonging.ts";

export type ReceivedAs = {
  readonly id: string;
  readonly belonging: Pick<Belonging, "thread" | "linkedThread">;
  readonly isPerson: boolean;
};

/**
 * A read mail as it is kept, with what of its text is new: what we sent in its thread is known to be quoted, whatever the client made of it.
 * And, of what people write, which mail it passes on. mail.md 4.1-10, 10
 */
export async function receivedContent(
  tx: Transaction,
  read: ReadMessage,
  { id, belonging, isPerson }: ReceivedAs,
): Promise<Content> {
  const { text, html, marked, replyTo, to, cc, subject, references, inReplyTo, messageId } = read;
  const answered = belonging.thread ?? belonging.linkedThread;
  const sent = answered === undefined || text === "" ? [] : await tx.readings.sentTexts(answered);
  const forwarded = isPerson ? await forwardedIn(tx, read) : undefined;
  return {
    ...{ id, from: read.from[0], replyTo, to, cc, bcc: [], subject, text, html, references },
    messageId: messageId === "" ? undefined : messageId,
    inReplyTo: inReplyTo[0],
    ranges: storedRanges(text, { sent, marked }),
    ...(forwarded === undefined ? {} : { forwarded }),
  };
}

/** Not where answering the sender, or ourselves, is all that it would come to. */
async function forwardedIn(tx: Transaction, read: ReadMessage): Promise<ForwardedMail | undefined> {
  const { subject, text, attachedMail, from } = read;
  const found = forwardedMail({ subject, text, attached: attachedMail });
  if (found === undefined || addressKey(found.from.address) === addressKey(from[0]?.address ?? "")) return undefined;
  return ownMailboxes(await tx.centre.mailboxes()).owns(found.from.address) ? undefined : found;
}
