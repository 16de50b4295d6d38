import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { line } from "../gws/parameters.ts";
import { time } from "../gws/resource.ts";

/** `POST /display-tokens`: where the screen hangs, and the group that it shows by name or id; without one the whole centre. desktop.md 13 */
export const displayBody = z.object({ name: line(100).min(1), group: z.string().max(1_000).optional() });

/** `DELETE /display-tokens` */
export const displayIdBody = z.object({ id: z.string().min(1).max(1_000) });

const displayToken = z.strictObject({
  id: z.string(),
  name: z.string(),
  group: z.strictObject({ id: z.string(), name: z.string() }).optional(),
  /** User name of whoever gave it. */
  by: z.string(),
  at: time,
});

/** `token` and `url` stand only in the first answer, never in one to a repeated key. */
export const displayGivenAnswer = answerWith({
  displayToken,
  token: z.string().optional(),
  url: z.string().optional(),
});

export const displaysAnswer = answerWith({ displayTokens: z.array(displayToken) });

export const displayTakenAnswer = answerWith({ removedId: z.string() });

export type DisplayToken = z.infer<typeof displayToken>;
export type DisplayGivenAnswer = z.infer<typeof displayGivenAnswer>;
