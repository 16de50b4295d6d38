import { endSession } from "./ending.ts";
import type { Live } from "./registry.ts";
import { turnMinute } from "./returns.ts";
import { isExpired } from "./session.ts";
import type { World } from "./world.ts";

/** Removes sessions whose clients are gone and publishes the figures, a bounded piece of work per turn (cometd.md 2, 13). Returns how to stop. */
export function startSweep(world: World): () => void {
  const rounds = walk(world);
  const timer = setInterval(() => sweep(world, rounds), world.settings.sweepIntervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

function sweep(world: World, rounds: Iterator<Live | undefined>): void {
  const nowMs = world.clock.steady();
  for (let looked = 0; looked < world.settings.sweepSessionsMax; looked += 1) {
    const live = rounds.next().value;
    if (live === undefined) {
      break;
    }
    if (isExpired(live.session, nowMs, world.settings)) {
      endSession(world, live, "expired");
    }
  }
  publishFigures(world, nowMs);
}

/** All sessions, over and over; `undefined` ends a round. A Map may change while it is walked. */
function* walk(world: World): Generator<Live | undefined, never> {
  for (;;) {
    yield* world.registry.byId.values();
    yield undefined;
  }
}

function publishFigures(world: World, nowMs: number): void {
  const { metrics, registry } = world;
  metrics.gauge("postroom_bayeux_sessions", registry.byId.size);
  metrics.gauge("postroom_bayeux_held_connects", registry.heldCount);
  metrics.gauge("postroom_bayeux_queued_messages", registry.queuedCount);
  metrics.gauge("postroom_bayeux_oldest_undelivered_seconds", oldestMs(world, nowMs) / 1_000);
  turnMinute(world, nowMs);
}

function oldestMs(world: World, nowMs: number): number {
  let oldest = 0;
  for (const live of [...world.registry.waiting].slice(0, world.settings.sweepSessionsMax)) {
    oldest = Math.max(oldest, nowMs - (live.session.queue[0]?.sinceMs ?? nowMs));
  }
  return oldest;
}
