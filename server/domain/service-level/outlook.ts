import type { Queue } from "../queue/queue.ts";
import { lastOverdue } from "./business-hours.ts";

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

/** What a queue promises, and when its people work. */
export type Promised = Pick<Queue, "sla" | "hours">;

/** Where a queue is heading: what was promised, what waits, and the pace of the last hour. desktop.md 7 */
export function outlook(pace: Pace, promised: Promised, now: number): Outlook {
  const { waiting, arrivalsPerHour, donePerHour, ready, judged, inTime } = pace;
  const slaPercent = promised.sla === undefined || judged === 0 ? undefined : Math.floor((inTime * 100) / judged);
  const gain = donePerHour - arrivalsPerHour;
  const isGaining = waiting > 0 && gain > 0;
  const isLosing = waiting > 0 && gain <= 0 && donePerHour > 0 && ready > 0;
  return {
    level: levelOf(pace, { promised, slaPercent, now }),
    slaPercent,
    emptyAt: isGaining ? now + (waiting / gain) * hourMs : undefined,
    agentsShort: isLosing ? Math.floor((-gain * ready) / donePerHour) + 1 : undefined,
  };
}

type Judged = {
  readonly promised: Promised;
  readonly slaPercent: number | undefined;
  readonly now: number;
};

function levelOf({ waiting, oldestReceivedAt }: Pace, { promised, slaPercent, now }: Judged): Level {
  const { sla, hours } = promised;
  const replyMs = sla?.replyMs ?? usualReplyMs;
  const hasWaited = (share: number): boolean =>
    waiting > 0 && oldestReceivedAt !== undefined && oldestReceivedAt <= lastOverdue(now, replyMs * share, hours);
  if (hasWaited(1)) return "late";
  const isBehind = slaPercent !== undefined && sla !== undefined && slaPercent < sla.targetPercent;
  return hasWaited(soonShare) || isBehind ? "soon" : "fine";
}
