import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";

/** An attachment in which a virus was found, or that the scanner could not judge yet; `released` says who answers for it. mail.md 4.1 step 5 */
const quarantined = z.strictObject({
  id: z.string(),
  name: z.string(),
  mime: z.string(),
  size: z.int(),
  signature: z.string().nullable(),
  uncheckedBecause: z.string().nullable(),
  released: z.strictObject({ at: time, by: z.string(), reason: z.string() }).nullable(),
});

export const quarantineAnswer = answerWith({ attachments: z.array(quarantined) });

/** `id`: where several attachments of the mail have the name. */
export const releaseBody = z.object({
  name: z.string().min(1).max(1_000),
  id: z.string().max(1_000).optional(),
  reason: z
    .string()
    .min(1)
    .max(10_000)
    .refine((text) => text.trim() !== "", { error: "must not be empty" }),
});

export const releaseAnswer = answerWith({ referenceId: z.int(), attachment: quarantined });
