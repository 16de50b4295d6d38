import { type BusinessHours, dueAt, lastOverdue, type Stretch, stretches } from "./business-hours.ts";

/** From that reception on: due then, and for every millisecond later one as much later, or at the same moment. */
export type DueStep = { readonly since: number; readonly due: number; readonly isLater: boolean };

const dayMs = 86_400_000;

/**
 * When everything is due that was received since a day ago, or became due since then: few steps instead of a sum for each e-mail, so that
 * a store can look at many. The first step is where that begins; they rise.
 */
export function dueSteps(now: number, replyMs: number, hours: BusinessHours | undefined): readonly DueStep[] {
  const from = lastOverdue(now - dayMs, replyMs, hours);
  if (hours === undefined) return [{ since: from, due: from + replyMs, isLater: true }];
  const until = dueAt(now, replyMs, hours);
  const open = stretches(hours, from, until + 1);
  const edges = new Set([from, ...open.flatMap((one) => [one.from, one.to]), ...crossings(open, replyMs)]);
  return [...edges]
    .filter((at) => at >= from && at <= now)
    .toSorted((one, other) => one - other)
    .map((since) => ({
      since,
      due: dueAt(since, replyMs, hours),
      isLater: open.some((one) => one.from <= since && since < one.to),
    }));
}

/** The receptions from which on people go home before the promise is due: what comes a millisecond earlier is due as they go. */
function crossings(open: readonly Stretch[], replyMs: number): readonly number[] {
  const found: number[] = [];
  let first = 0;
  let ahead = 0;
  // Both ends only move on: `ahead` is how long people work from the beginning of `first` to the end of `last`.
  for (const last of open) {
    ahead += last.to - last.from;
    for (let one = open[first]; one !== undefined && ahead - (one.to - one.from) >= replyMs; one = open[first]) {
      ahead -= one.to - one.from;
      first += 1;
    }
    const one = open[first];
    if (one !== undefined && ahead >= replyMs) found.push(one.from + (ahead - replyMs) + 1);
  }
  return found;
}
