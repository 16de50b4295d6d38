import type { BayeuxReply } from "@postroom/contract";
import type { Chance } from "../../ports/chance.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { Registry } from "./registry.ts";
import type { Transport } from "./session.ts";
import type { BayeuxSettings } from "./settings.ts";

/** What the parts of the hub share. */
export type World = {
  readonly settings: BayeuxSettings;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly registry: Registry;
  readonly returns: Returns;
  /** What a handshake may choose from; the endpoint says whether websocket is served. */
  transports: readonly Transport[];
  isStopping: boolean;
};

/** Who lost a session and came back, over one minute at a time (`returns.ts`). */
export type Returns = { readonly lost: Set<string>; readonly byUser: Map<string, number>; sinceMs: number };

/** One answer or frame: the deliveries, already written, before the replies (cometd.md 2, 18). */
export function frame(deliveries: readonly string[], replies: readonly BayeuxReply[]): string {
  return `[${[...deliveries, ...replies.map((reply) => JSON.stringify(reply))].join(",")}]`;
}

/** A random share of the time over which clients come back. */
export function spreadMs(world: World): number {
  return world.chance.fraction() * world.settings.reconnectSpreadMs;
}
