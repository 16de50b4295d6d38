import type { WithContent } from "../../ports/interactions.ts";
import { addressesOf, bare, shownBcc } from "./addresses.ts";
import { bodiesOf } from "./bodies.ts";
import { attachmentsOf, commentsOf } from "./email-a.ts";
import { assignedTo, deadlineShape, queueName, whereabouts } from "./email-parts.ts";
import { extrasOf } from "./extras.ts";
import { receivedDate } from "./times.ts";
import { located, paths } from "./uris.ts";
import { filled, present, type Seen, type Viewing } from "./viewing.ts";

/** The B email object: documented keys first, then ours. wire.md 3.4 */
export function emailB({ interaction, content }: WithContent, viewing: Viewing, seen: Seen) {
  const bodies = bodiesOf(content, viewing.bodyBytesMax);
  const assignee = assignedTo(interaction, seen, viewing);
  return {
    id: interaction.id,
    state: seen.state,
    ...located(viewing.publicUrl, paths.email(interaction.id)),
    ...present("contactId", interaction.contact),
    ...present("from", content.from?.address),
    to: bare(content.to),
    ...filled("cc", bare(content.cc)),
    ...filled("bcc", bare(shownBcc(interaction, content))),
    subject: content.subject,
    body: bodies.html,
    bodyAsPlainText: bodies.text,
    mime: "text/html",
    ...attachmentsOf(interaction, viewing),
    capabilities: seen.capabilities,
    userData: interaction.userData,
    receivedDate: receivedDate(interaction.receivedAt),
    emailType: interaction.direction === "inbound" ? "Inbound" : "Outbound",
    ...present("parentId", interaction.parent),
    ...present("assignedTo", assignee),
    interactionSubType: interaction.subtype,
    queue: queueName(interaction.queue, viewing),
    threadId: interaction.thread,
    ...present("messageId", content.messageId),
    ...present("reason", seen.reason),
    ...present("draftType", interaction.draftType),
    ...present("addresses", addressesOf(interaction, content)),
    ...commentsOf(interaction, viewing),
    ...deadlineShape(interaction, seen),
    ...(assignee === undefined ? {} : present("assignedToId", interaction.holder)),
    ...whereabouts(interaction),
    ...present("bodyTruncated", bodies.bodyTruncated),
    version: interaction.version,
    ...extrasOf({ interaction, content }, viewing, seen),
  };
}
