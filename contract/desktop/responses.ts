import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { limit } from "../gws/reading.ts";
import { attachmentResource } from "../gws/resource.ts";

/** `GET /responses`: what can be used now, the likeliest first. desktop.md 5.5, 13 */
export const responsesQuery = z.object({
  /** Beginnings of words in name, shortcut, subject or text. */
  q: z.string().max(1_000).default(""),
  /** Name of the queue of the mail that is answered: what was used there comes first. */
  queue: z.string().max(1_000).optional(),
  /** Language tag of that mail: what is written in it comes first. */
  language: z.string().max(100).optional(),
  limit: limit(20),
  cursor: z.string().max(2_000).optional(),
});

const responseResource = z.strictObject({
  id: z.string(),
  name: z.string(),
  shortcut: z.string().optional(),
  language: z.string(),
  /** The beginning of the text, with its field codes, in one line. */
  preview: z.string(),
  version: z.int(),
});

export const responsesAnswer = answerWith({
  responses: z.array(responseResource),
  nextCursor: z.string().optional(),
});

/** `POST /responses/{id}/render`: for the draft or the e-mail that it is to be written for. */
export const renderResponseBody = z.object({ interactionId: z.string().min(1).max(100) });

export const renderedResponseAnswer = answerWith({
  /** Each value stands in a `span` with its name in `data-value`; one that is missing stands there as `[name]`. */
  html: z.string(),
  text: z.string(),
  values: z.array(
    z.strictObject({
      name: z.string(),
      /** Empty: nobody knows it, and the agent is to fill it in. */
      value: z.string(),
      kind: z.enum(["contact", "agent", "interaction", "custom", "ask", "unknown"]),
    }),
  ),
  attachments: z.array(attachmentResource),
});

export type ResponseResource = z.infer<typeof responseResource>;
export type RenderedResponse = z.infer<typeof renderedResponseAnswer>;
