import { z } from "zod";
import { momentIn } from "../moments.ts";

/** A moment as requests write it; a bare date is its first one, and `isDay`. Milliseconds since 1970. wire.md 1.8 */
export const moment = z
  .string()
  .max(40)
  .transform((given, context): { readonly at: number; readonly isDay: boolean } => {
    const text = given.trim();
    const at = momentIn(text);
    if (at === undefined) {
      context.addIssue({ code: "custom", message: `not a date or time: ${JSON.stringify(given)}` });
      return z.NEVER;
    }
    return { at, isDay: /^\d{4}-\d\d-\d\d$/.test(text) };
  })
  .meta({ type: "string", description: "A date, or a time in ISO 8601" });
