import { shownTypeOf } from "../../domain/desktop/shown-file.ts";
import { findAttachment } from "../../queries/email/attachments.ts";
import { refused } from "../answers.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { headOf } from "../file-head.ts";
import { asked } from "../reads.ts";
import { below, desktop } from "./paths.ts";

/** An attachment to be looked at where it lies, for whoever may download it. desktop.md 3.4 */
export const preview: Resource = {
  name: desktop,
  paths: [below("/interactions/{id}/attachments/{documentId}/preview")],
  get: {
    answer: show,
    describes: {
      summary: "An attached picture or PDF, to be looked at; whatever else is not found here",
      bytes: "*/*",
    },
  },
};

/** What the mail says of the type does not count. */
async function show(asking: Asking): Promise<Answer> {
  const { documentId = "" } = asking.request.params;
  const file = await asked(asking, findAttachment, { id: idIn(asking), documentId });
  if (!file.ok) return refused(file.refusal);
  const { name, size, sha256 } = file.value;
  const mime = shownTypeOf(await headOf(asking.answering.performing, file.value));
  if (mime === undefined) return refused({ kind: "notFound", thing: "attachment", name: documentId });
  return { status: 200, headers: {}, download: { name, mime, size, sha256, isShown: true } };
}
