import {
  attachmentForm,
  attachmentResource,
  attachmentsAnswer,
  operationAnswer,
  uploadAnswer,
} from "@postroom/contract";
import { z } from "zod";
import { removeAttachment } from "../../operations/email/remove-attachment.ts";
import { uploadAttachment } from "../../operations/email/upload-attachment.ts";
import { findAttachment, listAttachments } from "../../queries/email/attachments.ts";
import { found } from "../../queries/query.ts";
import { etag, refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { asked, collection, shaped } from "../reads.ts";
import { attachmentShape } from "../shapes/email-parts.ts";
import { viewingWhole } from "../viewing.ts";
import { changed } from "./email-answers.ts";
import { belowDraft } from "./email-paths.ts";
import { beginUpload } from "./upload-rules.ts";

const noNames = { users: new Map<string, string>(), queues: new Map<string, string>() };

/** The attachments of one e-mail. wire.md 6 */
export const attachments: Resource = {
  name: "Attachments",
  paths: belowDraft("attachments"),
  get: collection({
    summary: "What is attached to an e-mail",
    under: "attachments",
    rows: (asking) =>
      shaped(asking, listAttachments, { id: idIn(asking) }, (list) =>
        list.map((one) => attachmentShape(idIn(asking), one, viewingWhole(asking, noNames))),
      ),
    fields: Object.keys(attachmentResource.shape),
    answer: attachmentsAnswer,
  }),
  upload: {
    part: "attachment",
    begin: beginUpload,
    answer: (asking, { isInline, contentId, ...file }) =>
      doing({
        operation: uploadAttachment,
        input: () => found({ ...file, isInline, contentId }),
        answers: ({ interaction, documentId }, referenceId) =>
          success({ referenceId, documentId }, etag(interaction.version)),
      })(undefined, asking),
    describes: { summary: "Attaches a file to a draft", form: attachmentForm, answer: uploadAnswer },
  },
};

/** One attachment: its bytes. */
export const attachment: Resource = {
  name: "Attachments",
  paths: belowDraft("attachments/{documentId}"),
  get: { answer: download, describes: { summary: "The bytes of an attachment", bytes: "*/*" } },
  delete: written({
    summary: "Takes an attachment out of a draft",
    body: z.object({}),
    does: (_, asking) =>
      doing({
        operation: removeAttachment,
        input: () => found({ documentId: documentIn(asking) }),
        answers: changed,
      })(undefined, asking),
    answer: operationAnswer,
  }),
};

async function download(asking: Asking): Promise<Answer> {
  const file = await asked(asking, findAttachment, { id: idIn(asking), documentId: documentIn(asking) });
  if (!file.ok) return refused(file.refusal);
  const { name, mime, size, sha256 } = file.value;
  return { status: 200, headers: {}, download: { name, mime, size, sha256 } };
}

const documentIn = ({ request }: Asking): string => request.params["documentId"] ?? "";
