import type { EntryWithContent } from "../../queries/ucs/with-contents.ts";
import { bare, shownBcc } from "./addresses.ts";
import { bodiesOf } from "./bodies.ts";
import { attachmentShape, commentShape } from "./email-parts.ts";
import { ended, historyState, owned } from "./history-entry.ts";
import { isoTime } from "./times.ts";
import { filled, present, type Viewing } from "./viewing.ts";

/** An interaction with its content, as the contact's history keeps it: the documented keys in their order, then ours. wire.md 8.2, 8.3 */
export function ucsInteraction({ entry, content }: EntryWithContent, viewing: Viewing) {
  const { interaction } = entry;
  const { text, html, bodyTruncated } = bodiesOf(content, viewing.bodyBytesMax);
  return {
    id: interaction.id,
    mediaType: "email",
    state: historyState(entry),
    ...present("contactId", interaction.contact),
    threadId: interaction.thread,
    subject: content.subject,
    ...present("from", content.from?.address),
    to: bare(content.to),
    cc: bare(content.cc),
    body: html,
    bodyAsPlainText: text,
    attachments: interaction.attachments.map((one) => attachmentShape(interaction.id, one, viewing)),
    userData: interaction.userData,
    comments: interaction.comments.map((one) => commentShape(one, viewing)),
    ...filled("bcc", bare(shownBcc(interaction, content))),
    typeId: interaction.subtype,
    startDate: isoTime(interaction.receivedAt),
    ...ended(entry),
    ...owned(entry),
    ...present("parentId", interaction.parent),
    ...present("messageId", content.messageId),
    ...present("bodyTruncated", bodyTruncated),
  };
}
