import { z } from "zod";
import { allStatusCodes } from "./status-codes.ts";

/** Links a request with the notifications that it caused. wire.md 1.3 */
export const referenceId = z.int().min(1).max(2_147_483_647);

export const statusCode = z.literal([...allStatusCodes]).meta({ description: "GWS status code" });

/** The members of every successful answer; resources stand beside them. */
const successMembers = {
  status: z.literal("ok"),
  statusCode: z.literal(0),
};

/** A success that carries `members`. wire.md 1.3 */
export const answerWith = <Members extends z.ZodRawShape>(members: Members) =>
  z.strictObject({ ...successMembers, ...members });

/** The answer of an operation. `replyInteractionId` and `interactionId` name the new draft. wire.md 1.3 */
export const operationAnswer = answerWith({
  referenceId: referenceId.optional(),
  replyInteractionId: z.string().optional(),
  interactionId: z.string().optional(),
});

/** One part of a bulk request. wire.md 2.2, 12 */
export const bulkResult = z.strictObject({
  id: z.string(),
  statusCode,
  statusMessage: z.string().optional(),
  version: z.int().optional(),
});

/** What the recipient guard says of a mail, or of one address. desktop.md 13 */
export const recipientWarning = z.strictObject({
  kind: z.string(),
  address: z.string().optional(),
  level: z.enum(["warn", "block"]),
  text: z.string(),
});

/** Partial success: code 7. wire.md 1.3 */
export const partialAnswer = z.strictObject({
  status: z.literal("ok"),
  statusCode: z.literal(7),
  statusMessage: z.string(),
  referenceId: referenceId.optional(),
  results: z.array(bulkResult).optional(),
  channels: z
    .array(z.strictObject({ channel: z.string(), statusCode, statusMessage: z.string().optional() }))
    .optional(),
});

/** Every refusal and every fault, in the words of both dialects. `version` after a stale `If-Match`, `results` of a bulk request. wire.md 1.3 */
export const failureAnswer = z.strictObject({
  status: z.literal("error"),
  errorDescription: z.string(),
  statusCode: statusCode.refine((code) => code !== 0 && code !== 7),
  statusMessage: z.string(),
  version: z.int().optional(),
  /** Of a send that stops because something newer is to be read first, which is `interactionId`. desktop.md 3.6 (ours) */
  reason: z.literal("NewerMessage").optional(),
  interactionId: z.string().optional(),
  /** Of several operations that were asked for at once: the place of the one that is refused. desktop.md 13 (ours) */
  action: z.int().optional(),
  results: z.array(bulkResult).optional(),
  /** Of a send that the recipient guard stops: why. mail.md 9 (ours) */
  warnings: z.array(recipientWarning).optional(),
  /** Of a mailbox with several things wrong: each with its field. desktop.md 13 (ours) */
  problems: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});

export type OperationAnswer = z.infer<typeof operationAnswer>;
export type PartialAnswer = z.infer<typeof partialAnswer>;
export type FailureAnswer = z.infer<typeof failureAnswer>;
