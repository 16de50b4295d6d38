import { defineOperation, refuse } from "../operation.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";

/** The owner takes a document out of a draft; other e-mails that link it keep it. GWS RemoveAttachment; wire.md 6.1 */
export const removeAttachment = defineOperation<{ readonly documentId: string }, Changed>(
  "RemoveAttachment",
  "RemoveAttachment",
  async (asked) => {
    const { documentId } = asked.input;
    const loaded = await loadFor(asked, "RemoveAttachment");
    if (!loaded.ok) return loaded;
    const attachments = loaded.value.attachments.filter(({ id }) => id !== documentId);
    if (attachments.length === loaded.value.attachments.length) {
      return refuse({ kind: "notFound", thing: "attachment", name: documentId });
    }
    return doRow(asked, loaded.value, "RemoveAttachment", { change: { attachments } });
  },
);
