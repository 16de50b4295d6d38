import { defineOperation, done, refuse } from "../operation.ts";
import { attach } from "./attach.ts";
import { type Changed, loadFor } from "./do-row.ts";

/** A file whose bytes are stored and synced already. */
export type UploadedFile = {
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly sha256: string;
  readonly isInline: boolean;
  /** Of an inline picture; made when there is none. */
  readonly contentId: string | undefined;
};

type Uploaded = Changed & { readonly documentId: string };

/** The owner attaches a file to a draft; it becomes a document. Refuses as AddAttachment does, and a Content-ID that the draft has (10). wire.md 6.2 */
export const uploadAttachment = defineOperation<UploadedFile, Uploaded>(
  "UploadAttachment",
  "AddAttachment",
  async (asked) => {
    const loaded = await loadFor(asked, "AddAttachment");
    if (!loaded.ok) return loaded;
    const { isInline, contentId, ...file } = asked.input;
    // Its HTML would show one for the other.
    const isTaken = loaded.value.attachments.some(
      (other) => other.contentId !== undefined && other.contentId === contentId,
    );
    if (isInline && isTaken) {
      const because = "another attachment of this e-mail has it";
      return refuse({ kind: "badValue", path: "contentId", because });
    }
    const documentId = asked.world.ids.object();
    const attached = await attach(asked, loaded.value, {
      ...file,
      id: documentId,
      isEmbedded: isInline,
      contentId: isInline ? (contentId ?? `${documentId}@postroom`) : undefined,
    });
    return attached.ok ? done({ ...attached.value, documentId }) : attached;
  },
);
