import { dateOf, dayAt, momentOf, weekdayOf } from "../service-level/wall-time.ts";

/** Into what a report cuts its time. */
export type Interval = "hour" | "day" | "week" | "month";

const hourMs = 3_600_000;

/** When the interval begins that a moment lies in, by the clocks of a time zone; weeks begin on Monday (ISO 8601). In wall milliseconds. */
export function intervalBegin(at: number, interval: Interval, timeZone: string): number {
  const day = dayAt(at, timeZone);
  switch (interval) {
    case "hour": {
      const midnight = momentOf(day, 0, timeZone);
      return midnight + Math.floor((at - midnight) / hourMs) * hourMs;
    }
    case "day":
      return momentOf(day, 0, timeZone);
    case "week":
      return momentOf(day - ((weekdayOf(day) + 6) % 7), 0, timeZone);
    case "month":
      return momentOf(day - (Number(dateOf(day).slice(8)) - 1), 0, timeZone);
  }
}

/** Cuts a stretch of time where intervals begin; each part with the beginning of its interval. */
export function cutAtIntervals(
  { from, to }: { readonly from: number; readonly to: number },
  interval: Interval,
  timeZone: string,
): readonly { readonly begin: number; readonly ms: number }[] {
  const parts: { begin: number; ms: number }[] = [];
  for (let at = from; at < to; ) {
    const begin = intervalBegin(at, interval, timeZone);
    const next = Math.min(to, intervalEnd(begin, interval, timeZone));
    parts.push({ begin, ms: next - at });
    at = next;
  }
  return parts;
}

const longestMs: Readonly<Record<Interval, number>> = {
  hour: hourMs,
  day: 36 * hourMs,
  week: 8 * 24 * hourMs,
  month: 33 * 24 * hourMs,
};

/** When the interval ends that begins then: the next one is that of a moment that surely lies in it. */
export function intervalEnd(begin: number, interval: Interval, timeZone: string): number {
  if (interval === "hour") return begin + hourMs;
  return intervalBegin(begin + longestMs[interval], interval, timeZone);
}
