import type { UserActor } from "../../domain/agent/actor.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { Attachment, Interaction } from "../../domain/interaction/interaction.ts";
import { forwardHeaders, replyHeaders } from "../../domain/mail/headers.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { quoteHtml, quoteText, textBeforeQuotation } from "../../domain/mail/quotation.ts";
import { replyAllCopies, replyRecipients } from "../../domain/mail/recipients.ts";
import { prefixSubject } from "../../domain/mail/subject.ts";
import { textAsHtml } from "../../domain/mail/text-as-html.ts";
import type { Asked } from "../operation.ts";
import { senderFor } from "./draft-sender.ts";
import type { ReplyInput } from "./reply.ts";

type Original = { readonly interaction: Interaction; readonly content: Content };

/** The content of a draft that answers an e-mail: To, Cc, From, subject, quotation, threading headers. wire.md 5.3 */
export async function answerContent(asked: Asked<ReplyInput>, actor: UserActor, original: Original): Promise<Content> {
  const { tx, world, input } = asked;
  const own = ownMailboxes(await tx.centre.mailboxes());
  const { replyAllStrict } = await tx.centre.settings();
  const answered = { isOurs: original.interaction.direction === "outbound", ...original.content };
  const headersOf = input.kind === "Forward" ? forwardHeaders : replyHeaders;
  const headers = headersOf({
    messageId: original.content.messageId ?? "",
    inReplyTo: original.content.inReplyTo === undefined ? [] : [original.content.inReplyTo],
    references: original.content.references,
  });
  return {
    id: world.ids.object(),
    from: await senderFor(tx, actor, original),
    replyTo: [],
    to: input.kind === "Forward" ? [] : replyRecipients(answered, own),
    cc: input.kind === "ReplyAll" ? replyAllCopies(answered, own, replyAllStrict) : [],
    bcc: [],
    subject: prefixSubject(input.subjectPrefix, original.content.subject),
    ...textsWith(input, original.content),
    messageId: undefined,
    ...headers,
  };
}

/** Pictures that the quoted HTML shows: the draft links the same documents. */
export const inlineImages = (interaction: Interaction): readonly Attachment[] =>
  interaction.attachments.filter((attachment) => attachment.isEmbedded);

/** The caller's own text, then the quotation; no HTML when the caller gave only plain text. */
function textsWith(input: ReplyInput, original: Content): Pick<Content, "text" | "html"> {
  const ownText = input.text ?? "";
  const ownHtml = input.html ?? "";
  if (!input.quoteOriginal) return { text: ownText, html: ownHtml };
  const style = { startLine: input.startLine ?? "", indent: input.indent };
  const text = textBeforeQuotation(ownText, quoteText(original.text, style));
  if (ownText !== "" && ownHtml === "") return { text, html: "" };
  const quotation = quoteHtml(original.html === "" ? textAsHtml(original.text) : original.html, style);
  return { text, html: ownHtml + quotation };
}
