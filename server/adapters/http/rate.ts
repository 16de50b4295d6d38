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
  const buckets = boundedMap<string, { tokens: number; at: number }>(rememberedMax);
  return {
    take(user, { requestRate, requestBurst }) {
      const now = clock.steady();
      const known = buckets.get(user);
      const bucket = known ?? { tokens: requestBurst, at: now };
      if (known === undefined) buckets.set(user, bucket);
      const tokens = Math.min(requestBurst, bucket.tokens + ((now - bucket.at) / 1000) * requestRate);
      const taken = tokens >= 1;
      bucket.tokens = taken ? tokens - 1 : tokens;
      bucket.at = now;
      return taken ? 0 : ((1 - tokens) / requestRate) * 1000;
    },
  };
}
