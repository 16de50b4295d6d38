import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";

/** `GET /config/responses`. desktop.md 8.5 */
export const configResponsesQuery = z.object({ cursor: z.string().max(3_000).optional() });

const configuredResponse = z.strictObject({
  ...{ id: z.string(), version: z.int(), name: z.string(), language: z.string(), shortcut: z.string() },
  /** Names from a root category down, with `/` between them, as in the provisioning file. */
  category: z.string(),
  /** The beginning of its text, with the names of its field codes in brackets. */
  ...{ subject: z.string(), preview: z.string(), attachments: z.int() },
  ...{ approved: z.boolean(), startTime: time.optional(), expirationTime: time.optional(), modifiedTime: time },
  /** How often it was used, by everybody, and when last. */
  ...{ uses: z.int(), lastUsedAt: time.nullable() },
  ...{ source: z.enum(["file", "page"]), readOnly: z.boolean() },
});

export const configResponsesAnswer = answerWith({
  /** By name, at most 200. */
  responses: z.array(configuredResponse),
  nextCursor: z.string().optional(),
});

export type ConfigResponsesAnswer = z.infer<typeof configResponsesAnswer>;
