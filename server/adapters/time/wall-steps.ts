import { isoTime } from "../../domain/iso-time.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";

/** By how much the wall clock was set, and when that was seen, by the new wall clock. */
export type WallStep = { readonly stepMs: number; readonly seenAt: string };

/** Less is the slewing and jitter of a clock that is kept right. */
const stepMsMin = 2_000;
const lookMs = 5_000;

type Watched = { last(): WallStep | undefined; stop(): void };

/**
 * Says in the log when the wall clock was set by more than 2 s against steady time, and keeps the last time for health. Nothing else follows
 * from it: no deadline goes by the wall clock. reliability.md 2.6
 */
export function watchWallSteps(clock: Clock, log: Log): Watched {
  const ahead = (): number => clock.wall() - clock.steady();
  let seen = ahead();
  let last: WallStep | undefined;
  const timer = setInterval(() => {
    const now = ahead();
    const stepMs = now - seen;
    seen = now;
    if (Math.abs(stepMs) <= stepMsMin) return;
    last = { stepMs, seenAt: isoTime(clock.wall()) };
    log.warn({ stepMs }, "the wall clock was set");
  }, lookMs);
  timer.unref();
  return { last: () => last, stop: () => clearInterval(timer) };
}
