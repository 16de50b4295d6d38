import { z } from "zod";
import { described, name } from "./units.ts";

/** Automatic confirmation of what came in; off unless given. mail.md 7 */
export const acknowledgement = z.strictObject({
  response: name.meta(described("Standard response that confirms mail of people.")),
  unauthenticated: z.boolean().default(false).meta(described("Also to senders without a DMARC pass.")),
});

const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: "expected a time such as 08:30", abort: true });

/** Part of a day, its end not included. */
const span = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from < to, { error: "must end after it begins" });

const day = z.array(span).max(10).default([]).meta(described('Spans of work, `{ from: "08:00", to: "17:00" }`.'));

/** When people work on a queue. Kept and checked; service levels count all time so far. */
export const hours = z.strictObject({
  timeZone: z
    .string()
    .refine(isTimeZone, { error: (issue) => `not a time zone: ${JSON.stringify(issue.input)}` })
    .default("UTC")
    .meta(described("Time zone by its IANA name.")),
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: day,
  sunday: day,
  holidays: z
    .array(z.iso.date({ error: "expected a date such as 2026-12-25" }))
    .max(1_000)
    .default([])
    .meta(described("Dates on which nobody works.")),
});

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
