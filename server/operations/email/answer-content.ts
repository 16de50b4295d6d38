import type { UserActor } from "../../domain/agent/actor.ts";
import type { Content } from "../../domain/interaction/content.ts";
import { draftSubject } from "../../domain/interaction/subject.ts";
import { dateText } from "../../domain/mail/date-text.ts";
import { forwardHeaders, replyHeaders, type ThreadingHeaders } from "../../domain/mail/headers.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { forwardBlock, quotedBehind } from "../../domain/mail/quotation.ts";
import { replyAllCopies, replyRecipients } from "../../domain/mail/recipients.ts";
import { prefixSubject } from "../../domain/mail/subject.ts";
import type { Asked } from "../operation.ts";
import type { ReplyInput } from "./answer.ts";
import { type Original, senderFor } from "./draft-sender.ts";

export type AnswerKind = "Reply" | "ReplyAll" | "Forward";
type Answered = Original & { readonly kind: AnswerKind };

/**
 * The content of a draft that answers or forwards an e-mail: recipients, From, subject, quotation, threading headers; and whether it
 * quotes the original's HTML, with the pictures in it. wire.md 5.3
 */
export async function answerContent(
  asked: Asked<ReplyInput>,
  actor: UserActor,
  original: Answered,
): Promise<{ readonly content: Content; readonly quotesHtml: boolean }> {
  const { tx, world, input } = asked;
  const { quotesHtml, ...texts } = textsWith(input, original);
  const content = {
    id: world.ids.object(),
    from: await senderFor(tx, actor, original),
    replyTo: [],
    ...(await recipientsOf(asked, original)),
    subject: input.subject?.value ?? draftSubject(prefixSubject(input.subjectPrefix, original.content.subject)),
    ...texts,
    messageId: undefined,
    ...headersAfter(original.kind, original.content),
  };
  return { content, quotesHtml };
}

/** The threading headers of a draft that comes from an e-mail. wire.md 5.3 */
export function headersAfter(kind: AnswerKind | "Create", original: Content): ThreadingHeaders {
  return (kind === "Forward" ? forwardHeaders : replyHeaders)({
    messageId: original.messageId ?? "",
    inReplyTo: original.inReplyTo === undefined ? [] : [original.inReplyTo],
    references: original.references,
  });
}

async function recipientsOf({ tx, input }: Asked<ReplyInput>, { kind, interaction, content }: Answered) {
  if (kind === "Forward") {
    const { to, cc, bcc } = input.forwarded ?? {};
    return { to: to?.value ?? [], cc: cc?.value ?? [], bcc: bcc?.value ?? [] };
  }
  const own = ownMailboxes(await tx.centre.mailboxes());
  const { replyAllStrict } = await tx.centre.settings();
  const answered = { isOurs: interaction.direction === "outbound", ...content };
  return {
    to: replyRecipients(answered, own),
    cc: kind === "ReplyAll" ? replyAllCopies(answered, own, replyAllStrict) : [],
    bcc: [],
  };
}

/** The caller's own text, then the quotation; no HTML when the caller gave only plain text. */
function textsWith(input: ReplyInput, original: Answered) {
  const { text: ownText = "", html: ownHtml = "" } = input;
  if (!input.quoteOriginal) return { text: ownText, html: ownHtml, quotesHtml: false };
  const style = { startLine: input.startLine ?? startLineOf(original), indent: input.indent };
  return quotedBehind({ text: ownText, html: ownHtml }, original.content, style);
}

/** A Forward says by itself what it forwards. wire.md 5.8 */
function startLineOf(original: Answered): string {
  return original.kind === "Forward" ? forwardLine(original) : "";
}

/** The block above a forwarded e-mail. wire.md 5.8 */
export function forwardLine({ interaction, content }: Original): string {
  const { Header_Date: date } = interaction.userData;
  return forwardBlock({ ...content, date: typeof date === "string" ? date : dateText(interaction.receivedAt) });
}
