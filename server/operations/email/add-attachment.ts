import { uploadName } from "../../domain/mail/safe-name.ts";
import { defineOperation, refuse } from "../operation.ts";
import { attach } from "./attach.ts";
import { type Changed, loadFor } from "./do-row.ts";

/** The document, and what this e-mail calls it if it wants another name. */
type Input = { readonly documentId: string; readonly name?: string };

/**
 * The owner links a document of any e-mail that the owner may read, or of a standard response; linking it again tells the list again.
 * Refuses what nobody carries (6), too many (10), and what would be too large (413). GWS AddAttachment, LinkAttachment; wire.md 6.1
 */
export const addAttachment = defineOperation<Input, Changed>("AddAttachment", "AddAttachment", async (asked) => {
  const { tx, actor, input } = asked;
  const loaded = await loadFor(asked, "AddAttachment");
  if (!loaded.ok) return loaded;
  const present = loaded.value.attachments.find(({ id }) => id === input.documentId);
  const document =
    present ??
    (await tx.documents.readable(input.documentId, actor)) ??
    (await tx.responses.document(input.documentId));
  if (document === undefined) return refuse({ kind: "notFound", thing: "attachment", name: input.documentId });
  const { name = "" } = input;
  return attach(asked, loaded.value, name === "" ? document : { ...document, name: uploadName(name) });
});
