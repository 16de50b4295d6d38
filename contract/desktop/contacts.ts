import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { limit } from "../gws/reading.ts";
import { time } from "../gws/resource.ts";

/** `GET /contacts/{id}/timeline`. desktop.md 3.5, 13 */
export const timelineQuery = z.object({ limit: limit(100), cursor: z.string().max(1_000).optional() });

export const timelineAnswer = answerWith({
  /** Newest first. */
  entries: z.array(
    z.strictObject({
      kind: z.enum(["mail", "reply", "note", "transfer", "state"]),
      at: time,
      interactionId: z.string().optional(),
      /** User name, or `system`. */
      by: z.string().optional(),
      text: z.string(),
    }),
  ),
  nextCursor: z.string().optional(),
});

/** `POST /contacts/{id}/merge`: the other one becomes part of this one. */
export const mergeFromBody = z.object({ fromId: z.string().min(1).max(100) });

export type TimelineAnswer = z.infer<typeof timelineAnswer>;
