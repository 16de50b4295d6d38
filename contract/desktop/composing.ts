import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { addressList } from "../gws/content.ts";
import { time } from "../gws/resource.ts";

/** `POST /emails/{id}/recipient-check`: the mail as it stands in the composer. desktop.md 5.6, 13 */
export const recipientCheckBody = z.object({
  to: addressList("to").optional(),
  cc: addressList("cc").optional(),
  bcc: addressList("bcc").optional(),
  subject: z.string().max(1_000).default(""),
  /** The agent's own text, without quotation and signature. */
  text: z.string().max(1_000_000).default(""),
});

const guardKinds = [
  ...[
    "newToThread",
    "customerSeesCustomer",
    "noteTextInBody",
    "caseOfSomebodyElse",
    "addressBounced",
    "onlyColleagues",
  ],
  ...["noReplyAddress", "replyToOtherDomain", "listMunging", "senderNotVerified", "attachmentForgotten"],
] as const;

export const recipientCheckAnswer = answerWith({
  warnings: z.array(
    z.strictObject({
      kind: z.enum(guardKinds),
      /** Whom it is about; absent: the mail as a whole. */
      address: z.string().optional(),
      level: z.enum(["warn", "block"]),
      text: z.string(),
    }),
  ),
});

const draftVersion = { version: z.int(), at: time, by: z.string(), bytes: z.int() };

/** `GET /drafts/{id}/versions`: the present text first. desktop.md 13 */
export const draftVersionsAnswer = answerWith({ versions: z.array(z.strictObject(draftVersion)) });

/** `GET /drafts/{id}/versions/{v}`. */
export const draftVersionAnswer = answerWith({
  ...draftVersion,
  content: z.strictObject({
    from: z.string().optional(),
    to: z.array(z.string()),
    cc: z.array(z.string()),
    bcc: z.array(z.string()),
    subject: z.string(),
    body: z.string(),
    bodyAsPlainText: z.string(),
  }),
});
