import type { Log } from "../ports/log.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { Pace } from "../ports/pace.ts";
import type { LoopName, Wake } from "../ports/wake.ts";

/** Runs what is due: on wake-up, and by itself at its interval. architecture.md 8 */
export type Loop = {
  readonly name: LoopName;
  /** Resolves when its first look is over, however that ended. */
  start(): Promise<void>;
  /** Lets the tick in progress end. */
  stop(): Promise<void>;
  /** A bounded amount of work; whether more is due at once. Tests call it themselves. */
  tick(): Promise<boolean>;
  /** Whether the last tick went through. */
  isHealthy(): boolean;
};

export type LoopOptions = {
  readonly name: LoopName;
  readonly intervalMs: number;
  /** So long it rests where it was asked while it looked: then much happens, and the next look finds it together. */
  readonly restMs?: number;
  readonly tick: () => Promise<boolean>;
  readonly wake: Wake;
  readonly pace: Pace;
  readonly log: Log;
  readonly metrics: Metrics;
};

const failurePauseMs = 250;

/** A loop over `tick`. A tick that throws is logged, and tried again after a pause; nothing is lost, because work is rows. */
export function createLoop(options: LoopOptions): Loop {
  const { name, wake, pace } = options;
  let isRunning = false;
  let isAsked = false;
  let isTurning = false;
  let isResting = false;
  let isHealthy = true;
  let callOff = (): void => undefined;
  let stopListening = (): void => undefined;
  let turning: Promise<void> = Promise.resolve();

  const turn = async (): Promise<void> => {
    callOff();
    isTurning = true;
    isResting = false;
    isAsked = false;
    const pauseMs = await runTick(options, (isFine) => {
      isHealthy = isFine;
    });
    isTurning = false;
    if (!isRunning) return;
    if (isAsked && isHealthy && options.restMs === undefined) {
      turning = turn();
      return;
    }
    isResting = isAsked && isHealthy && pauseMs > 0;
    callOff = pace.after(isResting ? (options.restMs ?? 0) : pauseMs, begin);
  };
  const begin = (): void => {
    if (isRunning && !isTurning) turning = turn();
  };
  const look = (): void => {
    isAsked = true;
    if (!isResting) begin();
  };
  return {
    name,
    tick: options.tick,
    isHealthy: () => isHealthy,
    start() {
      isRunning = true;
      stopListening = wake.on(name, look);
      look();
      return turning;
    },
    async stop() {
      isRunning = false;
      stopListening();
      callOff();
      await turning;
    },
  };
}

/** One tick; then how long to rest: not at all while more is due. */
async function runTick(options: LoopOptions, report: (isFine: boolean) => void): Promise<number> {
  const { name, intervalMs, tick, log, metrics } = options;
  try {
    const isMore = await tick();
    report(true);
    return isMore ? 0 : intervalMs;
  } catch (error) {
    metrics.count("postroom_loop_failures", { loop: name });
    log.error({ loop: name, error }, "a loop's tick failed");
    report(false);
    return failurePauseMs;
  }
}
