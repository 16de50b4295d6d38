/** The value that so many of a hundred do not exceed (nearest rank); undefined of nothing. `sorted` rises. */
export function percentile(sorted: readonly number[], percent: number): number | undefined {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}

/** Median and p90 of durations, in whole seconds; `null` of none. A mean alone hides who waits longest (desktop.md 7). */
export function spread(durationsMs: readonly number[]): {
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
} {
  const sorted = durationsMs.toSorted((a, b) => a - b);
  return { medianSeconds: seconds(percentile(sorted, 50)), p90Seconds: seconds(percentile(sorted, 90)) };
}

/** Milliseconds in whole seconds; `null` for nothing. */
export const seconds = (ms: number | undefined): number | null => (ms === undefined ? null : Math.round(ms / 1000));

/** So many in a hundred, to one digit behind the point; `null` of nothing. */
export const percentOf = (part: number, all: number): number | null =>
  all === 0 ? null : Math.round((part / all) * 1_000) / 10;
