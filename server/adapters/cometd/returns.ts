import type { Returns, World } from "./world.ts";

/** Nobody yet. A balancer that is not sticky shows in these counts first. */
export function createReturns(): Returns {
  return { lost: new Set(), byUser: new Map(), sinceMs: Number.NEGATIVE_INFINITY };
}

/** One of the user's requests named a session that is gone. */
export function noteLoss(world: World, user: string): void {
  world.returns.lost.add(user);
}

/** The user opened a session; after a loss that is a re-handshake. */
export function noteHandshake(world: World, user: string): void {
  const { byUser, lost } = world.returns;
  if (lost.has(user)) {
    byUser.set(user, (byUser.get(user) ?? 0) + 1);
    world.metrics.count("postroom_bayeux_rehandshakes_total");
  }
}

/** Publishes the minute's highest count of one user and starts the next minute. */
export function turnMinute(world: World, nowMs: number): void {
  const { returns } = world;
  if (nowMs - returns.sinceMs < minuteMs) {
    return;
  }
  const most = [...returns.byUser.values()].reduce((highest, count) => Math.max(highest, count), 0);
  world.metrics.gauge("postroom_bayeux_rehandshakes_per_user_max", most);
  returns.byUser.clear();
  returns.lost.clear();
  returns.sinceMs = nowMs;
}

const minuteMs = 60_000;
