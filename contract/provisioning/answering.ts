import { z } from "zod";
import { timeZone as zone } from "../time-zone.ts";
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
  .refine(({ from, to }) => from < to, { error: "must end after it begins", abort: true });

const day = z
  .array(span)
  .max(10)
  .default([])
  .superRefine((spans, context) => {
    spans.forEach((one, index) => {
      const over = spans.slice(0, index).findIndex(({ from, to }) => one.from < to && from < one.to);
      if (over >= 0) context.addIssue({ code: "custom", path: [index], message: `reaches into span ${over}` });
    });
  })
  .meta(described('Spans of work, `{ from: "08:00", to: "17:00" }`.'));

const week = z.strictObject({
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: day,
  sunday: day,
});

/** When people work on a queue: what is promised of it counts this time and no other. Local times of the zone, whatever its clocks do. */
export const hours = z
  .strictObject({
    timeZone: zone.default("UTC").meta(described("Time zone by its IANA name.")),
    ...week.shape,
    holidays: z
      .array(z.iso.date({ error: "expected a date such as 2026-12-25" }))
      .max(1_000)
      .default([])
      .meta(described("Dates on which nobody works.")),
  })
  .refine((value) => secondsOfWeek(value) > 0, { error: "nobody ever works: at least one day needs a span" });

/** How long people work in a week without holidays. */
export function secondsOfWeek(days: z.output<typeof week>): number {
  const { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = days;
  const spans = [monday, tuesday, wednesday, thursday, friday, saturday, sunday].flat();
  return spans.reduce((sum, { from, to }) => sum + (minuteOf(to) - minuteOf(from)) * 60, 0);
}

/** Which minute of the day `08:30` is. */
export function minuteOf(time: string): number {
  const [hoursOfDay, minutes] = time.split(":").map(Number);
  return (hoursOfDay ?? 0) * 60 + (minutes ?? 0);
}
