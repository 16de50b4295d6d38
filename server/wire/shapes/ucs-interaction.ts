import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { WithContent } from "../../ports/interactions.ts";
import { bare, shownBcc } from "./addresses.ts";
import { bodiesOf } from "./bodies.ts";
import { attachmentShape, commentShape } from "./email-parts.ts";
import { isoTime } from "./times.ts";
import { filled, present, type Viewing } from "./viewing.ts";

/** An interaction as the contact's history keeps it. wire.md 8.2, 8.3 */
export function ucsInteraction({ interaction, content }: WithContent, viewing: Viewing) {
  const { text, html } = bodiesOf(content, viewing.bodyBytesMax);
  return {
    id: interaction.id,
    mediaType: "email",
    state: isStopped(interaction) ? "Stopped" : "InProcess",
    ...present("contactId", interaction.contact),
    threadId: interaction.thread,
    ...present("parentId", interaction.parent),
    typeId: interaction.subtype,
    startDate: isoTime(interaction.receivedAt),
    subject: content.subject,
    ...present("from", content.from?.address),
    to: bare(content.to),
    cc: bare(content.cc),
    ...filled("bcc", bare(shownBcc(interaction, content))),
    ...present("messageId", content.messageId),
    body: html,
    bodyAsPlainText: text,
    attachments: interaction.attachments.map((one) => attachmentShape(interaction.id, one, viewing)),
    userData: interaction.userData,
    comments: interaction.comments.map((one) => commentShape(one, viewing)),
  };
}

/** Work on it is over: completed, or sent and accepted by the next hop. wire.md 5.18 */
const isStopped = ({ state, delivery }: Interaction): boolean =>
  state === "Completed" || state === "Canceled" || (state === "Sent" && delivery === "sent");
