import { dateOf, dayAt, momentOf, weekdayOf } from "./wall-time.ts";

/** When people work on a queue, by the clocks of one time zone. */
export type BusinessHours = {
  /** Its IANA name. */
  readonly timeZone: string;
  /** Spans of each weekday, Sunday first; in the order of time, and none reaches into the next. At least one day has one. */
  readonly week: readonly (readonly WorkingSpan[])[];
  /** Dates on which nobody works, such as `2026-12-25`. */
  readonly holidays: readonly string[];
};

/** In minutes of the day; the end is not part of it. */
export type WorkingSpan = { readonly from: number; readonly to: number };

/** A stretch of real time, in milliseconds on the wall clock. */
export type Stretch = { readonly from: number; readonly to: number };

/**
 * When something received then is due: as soon as people had so much time for it within the hours. Without hours all time counts. What
 * comes in while nobody works begins with the next span. architecture.md 2
 */
export function dueAt(receivedAt: number, replyMs: number, hours: BusinessHours | undefined): number {
  if (hours === undefined) return receivedAt + replyMs;
  let left = replyMs;
  for (let day = dayAt(receivedAt, hours.timeZone); ; day += 1) {
    for (const { from, to } of worked(hours, day)) {
      const begin = Math.max(from, receivedAt);
      if (to - begin >= left) return begin + left;
      left -= Math.max(0, to - begin);
    }
  }
}

/**
 * The latest reception that is due by now: of all that waits, what was received then or before is overdue, and nothing else. `dueAt`
 * backwards, so that a whole queue is compared with one moment.
 */
export function lastOverdue(now: number, replyMs: number, hours: BusinessHours | undefined): number {
  if (hours === undefined) return now - replyMs;
  let left = replyMs;
  // A day later than the clocks show: where they went back over midnight, it had begun.
  for (let day = dayAt(now, hours.timeZone) + 1; ; day -= 1) {
    for (const { from, to } of worked(hours, day).toReversed()) {
      const end = Math.min(to, now);
      if (end - from >= left) return end - left;
      left -= Math.max(0, end - from);
    }
  }
}

/** When people work between two moments, in the order of time, and in the last stretch that begins before `until`, to its end. */
export function stretches(hours: BusinessHours, from: number, until: number): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let day = dayAt(from, hours.timeZone); day <= dayAt(until, hours.timeZone) + 1; day += 1) {
    found.push(...worked(hours, day).filter((one) => one.to > from && one.from < until));
  }
  return found;
}

/** Days that were asked for: lists ask for the same few again and again, and zones are slow to tell. */
const known = new WeakMap<BusinessHours, Map<number, readonly Stretch[]>>();

function worked(hours: BusinessHours, day: number): readonly Stretch[] {
  const days = known.get(hours) ?? new Map<number, readonly Stretch[]>();
  known.set(hours, days);
  const found = days.get(day) ?? stretchesOf(hours, day);
  days.set(day, found);
  return found;
}

/** In real time: on the day on which clocks go forward, 01:00 to 04:00 are two hours. */
function stretchesOf({ timeZone, week, holidays }: BusinessHours, day: number): readonly Stretch[] {
  const spans = week[weekdayOf(day)] ?? [];
  if (spans.length === 0 || holidays.includes(dateOf(day))) return [];
  return spans.map(({ from, to }) => ({ from: momentOf(day, from, timeZone), to: momentOf(day, to, timeZone) }));
}
