import type { Settings } from "../../ports/centre.ts";
import type { Clock } from "../../ports/clock.ts";
import { boundedMap } from "./bounded-map.ts";

/** A bucket of requests per user: `requestBurst` at once, `requestRate` a second. wire.md 1.10, reliability.md 2.12 */
export type Rate = {
  /** Takes one request. 0: it may go on; else milliseconds until the next one may. */
  take(user: string, settings: Pick<Settings, "requestRate" | "requestBurst">): number;
};

/** Windows would not do: 200 in 4 s is not 50 a second with a burst of 200. A user who is forgotten begins with a full bucket. */
export function createRate(clock: Clock, rememberedMax: number): Rate {
  const buckets = boundedMap<string, { readonly tokens: number; readonly at: number }>(rememberedMax);
  return {
    take(user, { requestRate, requestBurst }) {
      const now = clock.steady();
      const bucket = buckets.get(user);
      const filled = bucket === undefined ? requestBurst : bucket.tokens + ((now - bucket.at) / 1000) * requestRate;
      const tokens = Math.min(requestBurst, filled);
      const taken = tokens >= 1;
      buckets.set(user, { tokens: taken ? tokens - 1 : tokens, at: now });
      return taken ? 0 : ((1 - tokens) / requestRate) * 1000;
    },
  };
}
