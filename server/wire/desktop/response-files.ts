import { attachmentForm, operationAnswer, uploadAnswer } from "@postroom/contract";
import { z } from "zod";
import { forbids } from "../../domain/agent/permissions.ts";
import { attachToResponse, detachFromResponse } from "../../operations/response/attach-file.ts";
import { found, missing } from "../../queries/query.ts";
import { findResponse } from "../../queries/response/templates.ts";
import { etag, refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { rulesBeside } from "../gws/upload-rules.ts";
import { asked } from "../reads.ts";
import { below, desktop } from "./paths.ts";

/** Files that go with a standard response. desktop.md 8.5 */
export const responseFiles: Resource = {
  name: desktop,
  paths: [below("/config/responses/{id}/attachments")],
  upload: {
    part: "attachment",
    begin: async (asking, announcedBytes = 0) => {
      const refusal = forbids(asking.request.actor, "WriteResponses");
      if (refusal !== undefined) return missing(refusal);
      const response = await asked(asking, findResponse, { id: idIn(asking) });
      return response.ok
        ? rulesBeside(response.value.attachments, asking.answering.settings, announcedBytes)
        : response;
    },
    answer: (asking, { name, mime, size, sha256 }) =>
      doing({
        operation: attachToResponse,
        input: () => found({ name, mime, size, sha256 }),
        answers: ({ response, documentId }) => success({ documentId }, etag(response.version)),
      })(undefined, asking),
    describes: { summary: "Adds a file to a standard response", form: attachmentForm, answer: uploadAnswer },
  },
};

export const responseFile: Resource = {
  name: desktop,
  paths: [below("/config/responses/{id}/attachments/{documentId}")],
  get: { answer: download, describes: { summary: "The bytes of a response's file", bytes: "*/*" } },
  delete: written({
    summary: "Takes a file away from a standard response; e-mails that have it keep it",
    body: z.object({}),
    does: (_, asking) =>
      doing({
        operation: detachFromResponse,
        input: () => found({ documentId: documentIn(asking) }),
        answers: ({ version }) => success({}, etag(version)),
      })(undefined, asking),
    answer: operationAnswer,
  }),
};

async function download(asking: Asking): Promise<Answer> {
  const response = await asked(asking, findResponse, { id: idIn(asking) });
  if (!response.ok) return refused(response.refusal);
  const file = response.value.attachments.find(({ id }) => id === documentIn(asking));
  if (file === undefined) return refused({ kind: "notFound", thing: "attachment", name: documentIn(asking) });
  const { name, mime, size, sha256 } = file;
  return { status: 200, headers: {}, download: { name, mime, size, sha256 } };
}

const documentIn = ({ request }: Asking): string => request.params["documentId"] ?? "";
