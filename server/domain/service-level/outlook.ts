import type { ReplyPromise } from "../queue/queue.ts";

/** What a queue has gone through lately. Times on the wall clock, in milliseconds. */
export type Pace = {
  readonly waiting: number;
  readonly oldestReceivedAt: number | undefined;
  readonly arrivalsPerHour: number;
  readonly donePerHour: number;
  /** Agents who are Ready and could take it. */
  readonly ready: number;
  /** Of what is done or overdue today: how many there are, and how many were done in time. */
  readonly judged: number;
  readonly inTime: number;
};

export type Level = "late" | "soon" | "fine";

export type Outlook = {
  readonly level: Level;
  /** Of those judged; undefined when there are none, or nothing was promised. */
  readonly slaPercent: number | undefined;
  /** When nothing waits any more, at the pace of the last hour. */
  readonly emptyAt: number | undefined;
  /** How many agents more would be needed to gain on what arrives, at the pace of those who are there. */
  readonly agentsShort: number | undefined;
};

const hourMs = 3_600_000;
/** Where nothing was promised. */
const usualReplyMs = hourMs;
const soonShare = 0.75;

/** Where a queue is heading: what was promised, what waits, and the pace of the last hour. desktop.md 7 */
export function outlook(pace: Pace, promise: ReplyPromise | undefined, now: number): Outlook {
  const { waiting, arrivalsPerHour, donePerHour, ready, judged, inTime } = pace;
  const slaPercent = promise === undefined || judged === 0 ? undefined : Math.floor((inTime * 100) / judged);
  const gain = donePerHour - arrivalsPerHour;
  const isGaining = waiting > 0 && gain > 0;
  const isLosing = waiting > 0 && gain <= 0 && donePerHour > 0 && ready > 0;
  return {
    level: levelOf(pace, { promise, slaPercent, now }),
    slaPercent,
    emptyAt: isGaining ? now + (waiting / gain) * hourMs : undefined,
    agentsShort: isLosing ? Math.floor((-gain * ready) / donePerHour) + 1 : undefined,
  };
}

type Judged = {
  readonly promise: ReplyPromise | undefined;
  readonly slaPercent: number | undefined;
  readonly now: number;
};

function levelOf({ waiting, oldestReceivedAt }: Pace, { promise, slaPercent, now }: Judged): Level {
  const replyMs = promise?.replyMs ?? usualReplyMs;
  const age = waiting === 0 || oldestReceivedAt === undefined ? 0 : now - oldestReceivedAt;
  if (age >= replyMs) return "late";
  const isBehind = slaPercent !== undefined && promise !== undefined && slaPercent < promise.targetPercent;
  return age >= replyMs * soonShare || isBehind ? "soon" : "fine";
}
