import { dateOf, dayAt, momentOf, weekdayOf } from "../service-level/wall-time.ts";
import type { Interval } from "./intervals.ts";

/** When a report is made: at an hour, by the clocks of a time zone. `on`: a day of the week, 1 Monday to 7 Sunday, or of the month, where a month is shorter its last. */
export type Cadence = { readonly hour: number; readonly timeZone: string } & (
  | { readonly every: "day" }
  | { readonly every: "week" | "month"; readonly on: number }
);

/** What of a report is asked besides its time. */
export type ReportFilter = {
  readonly queue?: string;
  readonly agent?: string;
  readonly interval?: Interval;
};

/** A report that somebody wants by mail again and again. Times are wall milliseconds but `due`, which is steady. */
export type ReportSchedule = {
  readonly id: string;
  readonly owner: string;
  readonly report: string;
  readonly filter: ReportFilter;
  readonly cadence: Cadence;
  readonly to: readonly string[];
  readonly createdAt: number;
  readonly due: number;
  readonly nextAt: number;
};

/** Schedules of one user. */
export const schedulesMax = 20;

/** The first time after a moment. */
export function nextAfter(cadence: Cadence, moment: number): number {
  for (let day = dayAt(moment, cadence.timeZone); ; day++) {
    if (!falls(cadence, day)) continue;
    const at = momentOf(day, cadence.hour * 60, cadence.timeZone);
    if (at > moment) return at;
  }
}

/** What a report made then is about: whole days since the one before. */
export function periodBefore(cadence: Cadence, at: number): { readonly from: number; readonly to: number } {
  const today = dayAt(at, cadence.timeZone);
  let before = today - 1;
  while (!falls(cadence, before)) before--;
  return { from: momentOf(before, 0, cadence.timeZone), to: momentOf(today, 0, cadence.timeZone) };
}

/** Its first and its last day, as they are written. */
export function daysIn({ from, to }: ReturnType<typeof periodBefore>, timeZone: string): readonly [string, string] {
  return [dateOf(dayAt(from, timeZone)), dateOf(dayAt(to - 1, timeZone))];
}

function falls(cadence: Cadence, day: number): boolean {
  if (cadence.every === "day") return true;
  if (cadence.every === "week") return weekdayOf(day) === cadence.on % 7;
  const date = dateOf(day);
  const isLast = dateOf(day + 1).slice(0, 7) !== date.slice(0, 7);
  const dayOfMonth = Number(date.slice(8));
  return dayOfMonth === cadence.on || (isLast && dayOfMonth < cadence.on);
}
