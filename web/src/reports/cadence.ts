import type { ReportSchedule } from "@postroom/contract";
import type { Say } from "../i18n/words.ts";

export type When = ReportSchedule["when"];

/** The name of a day of the week, 1 Monday to 7 Sunday. */
export const weekdayName = (day: number, locale: string): string =>
  // The first of January 2024 was a Monday.
  new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, day));

/** An hour as it is written there. */
export const hourText = (hour: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1, hour));

/** "weekly, Monday, 08:00 (Europe/Berlin)" */
export function cadenceWords(when: When, say: Say, locale: string): string {
  const hour = `${hourText(when.hour, locale)} (${when.timeZone})`;
  if (when.every === "day") return `${say("reports.mail.day")}, ${hour}`;
  if (when.every === "week") return `${say("reports.mail.week")}, ${weekdayName(when.on, locale)}, ${hour}`;
  return `${say("reports.mail.month")}, ${say("reports.mail.dayOfMonth", { day: when.on })}, ${hour}`;
}
