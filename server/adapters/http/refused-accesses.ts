import type { UserActor } from "../../domain/agent/actor.ts";
import type { Performing } from "../../operations/perform.ts";
import type { Clock } from "../../ports/clock.ts";
import { type RefusedAccess, writeFailedLogIn, writeRefusedAccess } from "../../wire/refused-access.ts";
import { boundedMap } from "./bounded-map.ts";
import type { HttpSettings } from "./settings.ts";

/** Brings refused accesses into the audit, and keeps those who try all day from filling it. reliability.md 7.1, 7.6 */
export type RefusedAccesses = {
  /** Resolves when it is written or given up: the answer of a refused request waits for it. */
  readonly refused: (actor: UserActor, access: RefusedAccess) => Promise<void>;
  /** Nobody waits for it, so that the time of an answer does not tell whether a user exists. `user` is undefined for a name that nobody has. */
  readonly failedLogIn: (user: string | undefined, address: string) => void;
  /** Resolves when everything is written or given up. */
  readonly settled: () => Promise<void>;
};

/** One row for each user, operation and target within `refusedAccessMs`, and `refusedAccessesMax` rows of all; what is beyond is only logged, once. */
export function createRefusedAccesses(options: {
  readonly performing: Performing;
  readonly clock: Clock;
  readonly settings: HttpSettings;
}): RefusedAccesses {
  const { performing, settings } = options;
  const isNew = newOnes(options);
  const running = new Set<Promise<void>>();

  function write(who: string, access: RefusedAccess, writes: () => Promise<void>): Promise<void> {
    if (!isNew(JSON.stringify([who, access.operation, access.name, access.thing === "user" ? access.address : ""]))) {
      return Promise.resolve();
    }
    const writing = writes().catch((cause: unknown) => {
      performing.log.warn({ cause, operation: access.operation }, "a refused access could not be noted in the audit");
    });
    running.add(writing);
    return writing.finally(() => running.delete(writing));
  }

  return {
    refused: (actor, given) => {
      const access = { ...given, name: given.name.slice(0, settings.refusedAccessNameMax) };
      return write(actor.id, access, () => writeRefusedAccess(performing, actor, access));
    },
    failedLogIn(user, address) {
      const name = user ?? "unknown";
      const access = { operation: "LogIn", thing: "user", name, why: "wrong user name or password", address } as const;
      void write("", access, () => writeFailedLogIn(performing, access));
    },
    settled: async () => {
      await Promise.all(running);
    },
  };
}

/** Whether a key was not seen within the span, and there is room for it. */
function newOnes(options: Parameters<typeof createRefusedAccesses>[0]): (key: string) => boolean {
  const { clock, settings, performing } = options;
  const { refusedAccessMs, refusedAccessesMax } = settings;
  const notedAt = boundedMap<string, number>(settings.rememberedMax);
  let minute = { since: Number.NEGATIVE_INFINITY, count: 0 };
  return (key) => {
    const now = clock.steady();
    const last = notedAt.get(key);
    if (last !== undefined && now - last < refusedAccessMs) return false;
    if (now - minute.since >= refusedAccessMs) minute = { since: now, count: 0 };
    minute.count++;
    if (minute.count > refusedAccessesMax) {
      if (minute.count === refusedAccessesMax + 1) {
        performing.log.warn({ refusedAccessesMax }, "more refused accesses than the audit takes");
      }
      return false;
    }
    notedAt.set(key, now);
    return true;
  };
}
