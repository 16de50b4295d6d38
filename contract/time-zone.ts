import { z } from "zod";

/** A time zone by its IANA name. */
export const timeZone = z
  .string()
  .refine(isTimeZone, { error: (issue) => `not a time zone: ${JSON.stringify(issue.input)}`, abort: true });

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
