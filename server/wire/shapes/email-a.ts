import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { WithContent } from "../../ports/interactions.ts";
import { bare, shownBcc } from "./addresses.ts";
import { type Bodies, bodiesOf } from "./bodies.ts";
import { assignedTo, attachmentShape, commentShape, deadlineShape, queueName, whereabouts } from "./email-parts.ts";
import { isoTime } from "./times.ts";
import { filled, present, type Seen, type Viewing } from "./viewing.ts";

/** The A interaction object: the seed's keys in the seed's order, then the documented ones, then ours. wire.md 3.4 */
export function emailA(email: WithContent, viewing: Viewing, seen: Seen, told: Told = {}) {
  const { interaction, content } = email;
  const bodies = bodiesOf(content, viewing.bodyBytesMax);
  return {
    id: interaction.id,
    channel: "email",
    email_object: emailObject(email, bodies, isInvitation(interaction, seen)),
    interactionType: "Email",
    interactionSubType: interaction.subtype,
    ...inFormOf(interaction, viewing, seen),
    ...present("parentInteractionId", interaction.parent),
    ...told,
    ...present("contactId", interaction.contact),
    threadId: interaction.thread,
    ...attachmentsOf(interaction, viewing),
    ...present("reason", seen.reason),
    ...present("draftType", interaction.draftType),
    ...deadlineShape(interaction, seen),
    ...present("assignedTo", assignedTo(interaction, seen, viewing)),
    ...commentsOf(interaction, viewing),
    ...whereabouts(interaction),
    ...present("bodyTruncated", bodies.bodyTruncated),
    version: interaction.version,
  };
}

/** What a notification says of its cause; a resource that is read has none of it. */
export type Told = {
  readonly notificationType?: string;
  readonly referenceId?: number;
  readonly errorMessage?: string;
};

export const attachmentsOf = (interaction: Interaction, viewing: Viewing) =>
  filled(
    "attachments",
    interaction.attachments.map((one) => attachmentShape(interaction.id, one, viewing)),
  );

export const commentsOf = (interaction: Interaction, viewing: Viewing) =>
  filled(
    "comments",
    interaction.comments.map((one) => commentShape(one, viewing)),
  );

/** The invitation form of the seed names user data and queue before the state, all others after the capabilities. */
function inFormOf(interaction: Interaction, viewing: Viewing, seen: Seen) {
  const properties = { userData: interaction.userData, currentQueue: queueName(interaction.queue, viewing) };
  const state = {
    receivedAt: isoTime(interaction.receivedAt),
    state: seen.state,
    capabilities: seen.capabilities,
  };
  return isInvitation(interaction, seen) ? { ...properties, ...state } : { ...state, ...properties };
}

const isInvitation = (interaction: Interaction, seen: Seen): boolean =>
  interaction.state === "Invited" && seen.isLost !== true;

function emailObject({ interaction, content }: WithContent, bodies: Bodies, isInvited: boolean) {
  const bcc = bare(shownBcc(interaction, content));
  return {
    ...(isInvited ? { subject: content.subject, interactionId: interaction.id } : {}),
    ToAddress: bare(content.to).join(", "),
    FromAddress: content.from?.address ?? "",
    CCAddresses: bare(content.cc).join(", "),
    Subject: content.subject,
    Text: bodies.text,
    StructuredText: bodies.html,
    MimeType: "text/plain",
    StructuredTextMimeType: "text/html",
    ...(bcc.length === 0 ? {} : { BCCAddresses: bcc.join(", ") }),
  };
}
