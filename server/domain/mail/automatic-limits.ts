/** Automatic mail so far, in wall milliseconds and any order (mail.md 7). */
export type AutomaticHistory = {
  /** Our automatic answers in this thread. */
  readonly answersInThread: readonly number[];
  /** Our automatic answers to this sender, in any thread. */
  readonly answersToSender: readonly number[];
  /** Every automatic mail of the thread, ours and theirs, also where its markers were stripped and only we know of ours. */
  readonly automaticInThread: readonly number[];
};

export type AutomaticLimit = "oneInThread" | "senderTooSoon" | "senderTooMany" | "threadStopped";

export type WithinLimits =
  | { readonly may: true }
  | { readonly may: false; readonly reasons: readonly AutomaticLimit[]; readonly stoppedUntil: number | undefined };

/**
 * Whether one more automatic answer is allowed at `now`: one per thread in 24 h, one per sender in 10 min and 5 a day, none for 24 h after
 * four automatic mails within 30 min. Two centres facing each other fall silent even when every marker is stripped (mail.md 7).
 */
export function withinAutomaticLimits(history: AutomaticHistory, now: number): WithinLimits {
  const stoppedUntil = automationStoppedUntil(history.automaticInThread, now);
  const within = (times: readonly number[], spanMs: number) => times.filter((at) => now - at < spanMs).length;
  const reasons: AutomaticLimit[] = [];
  if (within(history.answersInThread, dayMs) >= 1) reasons.push("oneInThread");
  if (within(history.answersToSender, tenMinutesMs) >= 1) reasons.push("senderTooSoon");
  if (within(history.answersToSender, dayMs) >= senderDayMax) reasons.push("senderTooMany");
  if (stoppedUntil !== undefined) reasons.push("threadStopped");
  return reasons.length === 0 ? { may: true } : { may: false, reasons, stoppedUntil };
}

/**
 * Until when all automation on a thread is stopped; undefined: it is not. An agent is told when this begins to be set with a new mail.
 */
export function automationStoppedUntil(automaticInThread: readonly number[], now: number): number | undefined {
  const times = automaticInThread.filter((at) => at <= now).toSorted((one, other) => one - other);
  const ends = times.flatMap((at, index) => {
    const first = times[index - (burst - 1)];
    return first !== undefined && at - first <= halfAnHourMs ? [at + dayMs] : [];
  });
  return ends.filter((end) => end > now).at(-1);
}

const minuteMs = 60_000;
const tenMinutesMs = 10 * minuteMs;
const halfAnHourMs = 30 * minuteMs;
const dayMs = 1440 * minuteMs;
const senderDayMax = 5;
const burst = 4;
