import type { Attachment, Comment, Interaction } from "../../domain/interaction/interaction.ts";
import { isoTime } from "./times.ts";
import { located, paths } from "./uris.ts";
import { present, type Seen, type Viewing } from "./viewing.ts";

/** An attachment as both dialects show it (wire.md 3.4, 6.1). */
export const attachmentShape = (interaction: string, attachment: Attachment, viewing: Viewing) =>
  attachmentAt(attachment, viewing.publicUrl, paths.attachment(interaction, attachment.id));

/** An attachment of anything, found at a path. */
export const attachmentAt = (attachment: Attachment, publicUrl: string, path: string) => ({
  id: attachment.id,
  name: attachment.name,
  size: attachment.size,
  mime: attachment.mime,
  ...located(publicUrl, path),
  isEmbedded: attachment.isEmbedded,
  ...present("contentId", attachment.contentId),
});

/** A comment with its author's user name. */
export const commentShape = (comment: Comment, viewing: Viewing) => ({
  at: isoTime(comment.at),
  by: nameOf(comment.by, viewing),
  text: comment.text,
});

/** User name of an id; the id itself for users that are gone, and for the server's own doing. */
export const nameOf = (user: string, viewing: Viewing): string => viewing.users.get(user) ?? user;

export const queueName = (queue: string, viewing: Viewing): string => viewing.queues.get(queue) ?? queue;

/** The holder's user name, unless the viewer has lost the e-mail. */
export const assignedTo = (interaction: Interaction, seen: Seen, viewing: Viewing): string | undefined =>
  interaction.holder === undefined || seen.isLost === true ? undefined : nameOf(interaction.holder, viewing);

/** When the invitation or the handling time ends, under the name that fits the state. */
export function deadlineShape({ state, deadline }: Interaction, seen: Seen) {
  if (deadline === undefined || seen.isLost === true) return {};
  if (state === "Invited") return { invitationExpiresAt: isoTime(deadline.shown) };
  return state === "Processing" || state === "Composing" ? { handlingExpiresAt: isoTime(deadline.shown) } : {};
}

/** How the mail is on its way, or that its sending waits in a hold, and the shelf it lies on. */
export const whereabouts = ({ delivery, shelf, state, hold }: Interaction) => ({
  ...(delivery === undefined ? {} : { delivery: { state: delivery } }),
  ...(state === "Composing" && hold !== undefined ? { delivery: { state: "held" } as const } : {}),
  ...present("workbin", shelf?.name),
});
