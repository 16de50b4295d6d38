import { utcDay } from "../iso-time.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** One format for each zone that was asked for: making one takes as long as hundreds of answers. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Which day the calendar of a time zone shows at that moment, counted from 1970-01-01. */
export const dayAt = (at: number, timeZone: string): number => Math.floor((at + offsetAt(at, timeZone)) / dayMs);

/** A day as it is written: `2026-12-25`. */
export const dateOf = (day: number): string => utcDay(day * dayMs);

/** 0 is Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/**
 * The first moment at which the clocks of a time zone show that minute of the day, or a later one: a time that is left out when clocks go
 * forward is the moment of the change, one that comes twice when they go back is meant the first time. Later times never come earlier.
 * Zones change their clocks at most once in two days.
 */
export function momentOf(day: number, minute: number, timeZone: string): number {
  const shown = day * dayMs + minute * minuteMs;
  const before = offsetAt(shown - dayMs, timeZone);
  const after = offsetAt(shown + dayMs, timeZone);
  const early = shown - before;
  if (before === after || offsetAt(early, timeZone) === before) return early;
  const late = shown - after;
  return offsetAt(late, timeZone) === after ? late : changeBetween(late, early, timeZone);
}

/** The first moment after `from` at which the clocks show another time than at `from`; they do at `to`. */
function changeBetween(from: number, to: number, timeZone: string): number {
  const before = offsetAt(from, timeZone);
  let [last, first] = [from, to];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (offsetAt(middle, timeZone) === before) last = middle;
    else first = middle;
  }
  return first;
}

/** By how much the clocks there are ahead of UTC. */
function offsetAt(at: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  formats.set(timeZone, format);
  const [, sign, hours, minutes, seconds = "0"] =
    /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(at)) ?? ([undefined, "+", "0", "0"] as const);
  const ahead = (Number(hours) * 60 + Number(minutes)) * minuteMs + Number(seconds) * 1_000;
  return sign === "-" ? -ahead : ahead;
}
