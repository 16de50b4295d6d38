import { withAttachment } from "../../domain/interaction/attachments.ts";
import type { Attachment, Interaction } from "../../domain/interaction/interaction.ts";
import { uploadName } from "../../domain/mail/safe-name.ts";
import type { Asked, Result } from "../operation.ts";
import { defineOperation, refuse } from "../operation.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";

/** The document, and what this e-mail calls it if it wants another name. */
type Input = { readonly documentId: string; readonly name?: string };

/**
 * The owner links a document of any e-mail that the owner may read; linking it again tells the list again. Refuses what nobody carries (6),
 * too many (10), and what would be too large (413). GWS AddAttachment, LinkAttachment; wire.md 6.1
 */
export const addAttachment = defineOperation<Input, Changed>("AddAttachment", "AddAttachment", async (asked) => {
  const { tx, actor, input } = asked;
  const loaded = await loadFor(asked, "AddAttachment");
  if (!loaded.ok) return loaded;
  const present = loaded.value.attachments.find(({ id }) => id === input.documentId);
  const document = present ?? (await tx.documents.readable(input.documentId, actor));
  if (document === undefined) return refuse({ kind: "notFound", thing: "attachment", name: input.documentId });
  const { name = "" } = input;
  return attach(asked, loaded.value, name === "" ? document : { ...document, name: uploadName(name) });
});

/** Adds to the list and saves, within the limits of one e-mail. */
export async function attach<Input>(
  asked: Asked<Input>,
  draft: Interaction,
  added: Attachment,
): Promise<Result<Changed>> {
  const attached = withAttachment(draft.attachments, added, await asked.tx.centre.settings());
  if (!attached.ok) return attached;
  return doRow(asked, draft, "AddAttachment", { change: { attachments: attached.attachments } });
}
