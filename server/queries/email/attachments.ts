import type { Attachment } from "../../domain/interaction/interaction.ts";
import { defineQuery, found, missing } from "../query.ts";

/** The attachments of an e-mail that the actor may read, in the order in which they were added. wire.md 6.1 */
export const listAttachments = defineQuery<{ readonly id: string }, readonly Attachment[]>(
  "ListAttachments",
  "ReadInteraction",
  async ({ reading, actor, input }) => {
    const interaction = await reading.interactions.visible(input.id, actor);
    return interaction === undefined
      ? missing({ kind: "notFound", thing: "interaction", name: input.id })
      : found(interaction.attachments);
  },
);

/** One attachment of this e-mail; a document that only others carry is not found here (6). wire.md 6.4 */
export const findAttachment = defineQuery<{ readonly id: string; readonly documentId: string }, Attachment>(
  "FindAttachment",
  "ReadInteraction",
  async (asked) => {
    const listed = await listAttachments.run(asked);
    if (!listed.ok) return listed;
    const attachment = listed.value.find(({ id }) => id === asked.input.documentId);
    return attachment === undefined
      ? missing({ kind: "notFound", thing: "attachment", name: asked.input.documentId })
      : found(attachment);
  },
);
