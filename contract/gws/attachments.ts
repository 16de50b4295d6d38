import { z } from "zod";
import { answerWith, referenceId } from "../envelope.ts";
import { refusal } from "../read-body.ts";
import { attachmentResource } from "./resource.ts";

/** Three names of one id. wire.md 6.1 */
const documentKeys = {
  documentId: z.string().max(1_000).optional(),
  attachmentId: z.string().max(1_000).optional(),
  id: z.string().max(1_000).optional(),
};

type DocumentKeys = { readonly [Key in keyof typeof documentKeys]?: string | undefined };

/** Only `name` has an effect; what GWS clients send besides is accepted. wire.md 6.1 */
export const addAttachmentBody = z
  .object({
    operationName: z.enum(["AddAttachment", "LinkAttachment"]),
    ...documentKeys,
    name: z.string().max(1_000).optional(),
    size: z.int().min(0).optional(),
    mime: z.string().max(1_000).optional(),
  })
  .superRefine(namesOneDocument)
  .transform(({ name, ...keys }) => ({ documentId: documentNamed(keys), name }));

export const removeAttachmentBody = z
  .object({ operationName: z.literal("RemoveAttachment"), ...documentKeys })
  .superRefine(namesOneDocument)
  .transform((keys) => ({ documentId: documentNamed(keys) }));

/** The form of an upload. wire.md 6.2 */
export const attachmentForm = z.object({
  attachment: z.string().meta({ contentMediaType: "application/octet-stream", description: "The file" }),
  inline: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "A picture that the HTML shows as cid:<contentId>" }),
  contentId: z.string().optional().meta({ description: "Of an inline picture; made when there is none" }),
});

export const uploadAnswer = answerWith({ referenceId: referenceId.optional(), documentId: z.string() });
export const attachmentsAnswer = answerWith({
  attachments: z.array(attachmentResource),
  nextCursor: z.string().optional(),
});

const given = (keys: DocumentKeys): readonly (readonly [string, string])[] =>
  [
    ["documentId", keys.documentId ?? ""],
    ["attachmentId", keys.attachmentId ?? ""],
    ["id", keys.id ?? ""],
  ].flatMap(([key = "", value = ""]) => (value === "" ? [] : [[key, value] as const]));

const documentNamed = (keys: DocumentKeys): string => given(keys)[0]?.[1] ?? "";

function namesOneDocument(keys: DocumentKeys, context: z.RefinementCtx): void {
  const [first, ...others] = given(keys);
  if (first === undefined) context.addIssue(refusal(1, ["documentId"], "missing"));
  const another = others.find(([, value]) => value !== first?.[1]);
  if (another !== undefined) context.addIssue(refusal(2, [another[0]], `names another document than ${first?.[0]}`));
}
