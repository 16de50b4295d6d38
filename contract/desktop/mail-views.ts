import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { looseBoolean } from "../gws/parameters.ts";
import { time } from "../gws/resource.ts";

/** `POST /mail-views`. desktop.md 6, 13 */
export const mailViewBody = z.object({
  interactionId: z.string().min(1).max(100),
  part: z.enum(["html", "quote", "print", "source"]).default("html"),
  /** Pictures from outside too. */
  images: looseBoolean.default(false),
});

export const mailViewAnswer = answerWith({
  /** Of the frame; below it lie the mail's pictures. */
  url: z.string(),
  expiresAt: time,
  mode: z.enum(["bridge", "locked"]),
  /** The mail sets colours of its own. */
  designed: z.boolean(),
  remote: z.strictObject({ pictures: z.int(), trackers: z.int(), shown: z.boolean() }),
  linkWarnings: z.array(z.strictObject({ text: z.string(), host: z.string() })),
  rulesVersion: z.int(),
});

/** `PUT, DELETE /image-consents`. desktop.md 6.4, 13 */
export const imageConsentBody = z.object({ scope: z.enum(["sender", "mailbox"]), key: z.string().min(3).max(320) });

export const imageConsentsAnswer = answerWith({
  consents: z.array(z.strictObject({ scope: z.enum(["sender", "mailbox"]), key: z.string() })),
});

export type MailViewAnswer = z.infer<typeof mailViewAnswer>;
