import { z } from "zod";
import { kindOf } from "../problems.ts";
import { refusal } from "../read-body.ts";
import { addressList, contentKeys, oneContainer, withContent } from "./content.ts";
import { mediaType } from "./media-type.ts";
import { comment, line, queueKeys } from "./parameters.ts";
import { userData } from "./user-data.ts";

/** The operations that make drafts, and Transfer, for both dialects. wire.md 5.6–5.9, 5.13 */

/** wire.md 5.6 */
export const replyBody = z.object({
  operationName: z.literal("Reply"),
  ...draftKeys({ quoteOriginal: false }),
});

/** wire.md 5.7 */
export const replyAllBody = z.object({
  operationName: z.literal("ReplyAll"),
  ...draftKeys({ quoteOriginal: true }),
});

/** wire.md 5.8 */
export const forwardBody = z
  .object({
    operationName: z.literal("Forward"),
    ...draftKeys({ quoteOriginal: true, subjectPrefix: "Fwd: " }),
    to: addressList("to").optional(),
    cc: addressList("cc").optional(),
    bcc: addressList("bcc").optional(),
    instructions: z.string().optional(),
    includeAttachments: z.boolean().default(true),
  })
  .superRefine(({ bodyAsPlainText, instructions }, context) => {
    if (bodyAsPlainText === undefined || instructions === undefined || bodyAsPlainText === instructions) return;
    context.addIssue(refusal(2, ["instructions"], "contradicts $.bodyAsPlainText"));
  });

const emailOnly = z.enum(["email"]).optional();
const id = z.string().max(1_000).optional();
const uri = z.string().max(10_000).optional();

/** wire.md 5.9 */
export const createBody = z
  .object({
    operationName: z.literal("Create"),
    interactionType: z.enum(["Outbound"]).default("Outbound"),
    interactionSubType: z.enum(["OutboundNew", "OutboundReply"]).optional(),
    parentId: id,
    parentInteractionId: id,
    contactId: id,
    ...contentKeys,
    channel: emailOnly,
    mediaType: emailOnly,
    ...queueKeys,
    userData: userData.optional(),
  })
  .superRefine(oneContainer)
  .superRefine(({ interactionSubType, parentId, parentInteractionId }, context) => {
    if (parentId && parentInteractionId && parentId !== parentInteractionId) {
      context.addIssue(refusal(2, ["parentInteractionId"], "names another e-mail than parentId"));
    }
    if (interactionSubType === "OutboundReply" && !(parentId || parentInteractionId)) {
      context.addIssue(refusal(2, ["interactionSubType"], "OutboundReply needs a parent"));
    }
  })
  .transform(withContent);

/** A skill by its name, or as an object with name or URI. wire.md 5.13 */
const skill = z.preprocess(
  (given) => (typeof given === "string" ? { name: given } : given),
  z
    .object(
      { name: id, uri, id, level: z.int().min(1).max(1_000).default(1) },
      {
        error: ({ input }) => (input === undefined ? undefined : `expected string or object, got ${kindOf(input)}`),
      },
    )
    .optional(),
);

/** Whether a target is named, and whether only one, is asked where URIs are read. wire.md 5.13 */
export const transferBody = z.object({
  operationName: z.literal("Transfer"),
  userUri: uri,
  userId: id,
  userName: id,
  targetUri: uri,
  targetPath: uri,
  targetId: id,
  skill,
  agentGroup: id,
  ...queueKeys,
  comment,
});

/** operation → its body, on one e-mail. */
export const draftCommands = {
  Reply: replyBody,
  ReplyAll: replyAllBody,
  Forward: forwardBody,
  Transfer: transferBody,
} as const;

/** The keys of Reply, ReplyAll and Forward. wire.md 5.6 */
function draftKeys(byDefault: { readonly quoteOriginal: boolean; readonly subjectPrefix?: string }) {
  return {
    subjectPrefix: line(100).default(byDefault.subjectPrefix ?? ""),
    replyToStartLine: z.string().max(1_000).optional(),
    indentCharacter: z.string().max(20).default(""),
    quoteOriginal: z.boolean().default(byDefault.quoteOriginal),
    bodyAsPlainText: z.string().optional(),
    body: z.string().optional(),
    mime: mediaType("text/html").optional(),
    ...queueKeys,
    userData: userData.optional(),
  };
}

export type Reply = z.infer<typeof replyBody>;
export type ReplyAll = z.infer<typeof replyAllBody>;
export type Forward = z.infer<typeof forwardBody>;
export type Create = z.infer<typeof createBody>;
export type Transfer = z.infer<typeof transferBody>;
