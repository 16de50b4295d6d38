import type { Delivery } from "../../domain/delivery/delivery.ts";
import { underHold } from "../../domain/delivery/hold.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { Attachment, Interaction } from "../../domain/interaction/interaction.ts";
import { domainOf, withoutRepetitions } from "../../domain/mail/address.ts";
import { mentionedContentIds } from "../../domain/mail/content-ids.ts";
import { contentLanguage } from "../../domain/mail/language.ts";
import { newText, textRanges } from "../../domain/mail/reply/text-ranges.ts";
import { threadMessageId } from "../../domain/mail/token.ts";
import { FileTooLarge, type StoredFile } from "../../ports/files.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { Asked, Result, World } from "../operation.ts";
import { done, refuse } from "../operation.ts";
import { envelopeSender } from "./envelope-sender.ts";
import { recognisable } from "./recognisable.ts";

type Sealed = { readonly content: Content; readonly delivery: Delivery };

/**
 * Freezes the mail: Message-ID, Date and boundaries are fixed once, the bytes are stored and synced before the transaction commits, and
 * every attempt sends exactly them. Bcc recipients stand in the envelope alone. mail.md 11.1; refuses (413) what is too large.
 */
export async function seal<Input>(asked: Asked<Input>, draft: Interaction, content: Content): Promise<Result<Sealed>> {
  const { tx, world } = asked;
  const { from } = content;
  if (from === undefined) return refuse({ kind: "missing", path: "$.email_object.fromAddress" });
  const mentioned = mentionedContentIds(content.html);
  /** An inline picture that the HTML does not mention goes as a plain attachment (wire.md 6.2). */
  const isMentioned = ({ contentId }: Attachment) => contentId !== undefined && mentioned.has(contentId);
  const mac = world.mac(await tx.centre.secret());
  const messageId = threadMessageId(draft.thread, world.ids.messageToken(), domainOf(from.address), mac);
  const { subject, replyTo } = await recognisable(tx, draft, content, mac);
  const composed = world.writer.compose({
    messageId,
    date: tx.now.wall,
    ...{ from, replyTo, to: content.to, cc: content.cc },
    subject,
    language: await languageOfMail(tx, draft, content),
    inReplyTo: content.inReplyTo,
    references: content.references,
    text: content.text,
    html: content.html,
    attachments: draft.attachments.map((one) => (isMentioned(one) ? one : { ...one, contentId: undefined })),
    boundarySeed: messageId,
  });
  const { messageBytesMax } = await tx.centre.settings();
  const file = await stored(world, composed, messageBytesMax);
  if (file === undefined) return refuse({ kind: "mailTooLarge", bytesMax: messageBytesMax });
  const recipients = withoutRepetitions([...content.to, ...content.cc, ...content.bcc]);
  const delivery: Delivery = {
    interaction: draft.id,
    state: "waiting",
    stage: undefined,
    messageId,
    from: from.address,
    returnPath: await envelopeSender(tx, draft, from, mac),
    to: recipients.map((recipient) => recipient.address),
    group: 1,
    isSent: false,
    sha256: file.sha256,
    size: file.size,
    sealedAt: tx.now.wall,
    queuedAt: tx.now.wall,
    refusals: 0,
    attempts: 0,
    fence: 0,
    nextAttempt: { due: tx.now.steady, shown: tx.now.wall },
    holdRound: 0,
  };
  return done({
    content: { ...content, subject, messageId },
    delivery: underHold(delivery, await tx.deliveries.hold()),
  });
}

/** By what the agent wrote, and by the mail that it answers. mail.md 9 */
async function languageOfMail(
  tx: Transaction,
  { parent }: Interaction,
  { text }: Content,
): Promise<string | undefined> {
  const answered = parent === undefined ? undefined : await tx.interactions.byId(parent);
  const original = answered === undefined ? undefined : await tx.interactions.content(answered.content);
  const written = text.slice(0, sampleCharacters);
  return contentLanguage(newText(written, textRanges(written, { sent: [] })), original?.text ?? "");
}

const sampleCharacters = 20_000;

/** Undefined when it is larger; then nothing is left of it. */
async function stored(
  { files }: World,
  bytes: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<StoredFile | undefined> {
  try {
    return await files.put(bytes, bytesMax);
  } catch (error) {
    if (error instanceof FileTooLarge) return undefined;
    throw error;
  }
}
