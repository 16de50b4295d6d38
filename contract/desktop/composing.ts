import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";

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
