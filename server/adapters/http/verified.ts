import { hash } from "node:crypto";
import type { Clock } from "../../ports/clock.ts";
import { boundedMap } from "./bounded-map.ts";
import type { Credentials } from "./credentials.ts";

type Stored = { readonly id: string; readonly passwordHash: string };

/** Credentials that were verified a while ago: argon2 on every request would cost 10 ms of a core. reliability.md 7.3 */
export type Verified = {
  /** Whether the credentials are right: by memory, by the answer that somebody else waits for, or by `verify`. */
  check(given: Credentials, stored: Stored | undefined, verify: () => Promise<boolean>): Promise<boolean>;
};

/**
 * Remembered as hashes behind random bytes of this process, which nobody else ever sees, so a MAC would add nothing but its cost. The user's stored hash goes in, so a password that was changed, by whomever, is not
 * remembered any more.
 */
export function createVerified(options: {
  readonly clock: Clock;
  readonly key: Uint8Array;
  readonly memoryMs: number;
  readonly rememberedMax: number;
}): Verified {
  const { clock, memoryMs } = options;
  const key = Buffer.from(options.key).toString("base64");
  const lastUsed = boundedMap<string, { at: number }>(options.rememberedMax);
  const running = new Map<string, Promise<boolean>>();
  return {
    async check({ userName, password }, stored, verify) {
      const id = [stored?.id ?? userName.toLowerCase(), stored?.passwordHash ?? "", password];
      const name = hash("sha256", key + JSON.stringify(id), "base64");
      const used = lastUsed.get(name);
      if (used !== undefined && clock.steady() - used.at < memoryMs) {
        used.at = clock.steady();
        return true;
      }
      const answer = running.get(name) ?? verify().finally(() => running.delete(name));
      running.set(name, answer);
      const isRight = await answer;
      if (isRight) lastUsed.set(name, { at: clock.steady() });
      return isRight;
    },
  };
}
