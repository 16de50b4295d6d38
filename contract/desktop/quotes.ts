import { z } from "zod";
import { answerWith } from "../envelope.ts";

/** `PUT /drafts/{id}/quote`: the e-mail that a draft quotes, or null, which takes it away. desktop.md 5.1, 13 */
export const quoteBody = z.object({ interactionId: z.string().min(1).max(100).nullish() });

export const quoteAnswer = answerWith({
  quote: z.strictObject({ interactionId: z.string() }).nullable(),
  version: z.int(),
});
