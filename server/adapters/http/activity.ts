import type { Performing } from "../../operations/perform.ts";
import type { Clock } from "../../ports/clock.ts";
import { noteRequest } from "../../wire/http-session.ts";
import type { Accounts } from "./accounts.ts";
import { boundedMap } from "./bounded-map.ts";
import type { PresentSettings } from "./present-settings.ts";
import type { HttpSettings } from "./settings.ts";

/** Writes down, now and then, that a user is there. Requests do not wait for it and do not fail with it. */
export type Activity = {
  /** `idHash`: the HTTP session that was used. */
  note(user: string, idHash?: string): void;
  /** Resolves when everything is written or given up. */
  settled(): Promise<void>;
};

/** At most once a minute per user and session, and four times within a session's idle time. */
export const noteEveryMs = ({ activityMs }: HttpSettings, idleMs: number): number => Math.min(activityMs, idleMs / 4);

export function createActivity(options: {
  readonly performing: Performing;
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly present: PresentSettings;
  readonly settings: HttpSettings;
}): Activity {
  const { performing, accounts, clock, present, settings } = options;
  const notedAt = boundedMap<string, number>(settings.rememberedMax);
  const running = new Set<Promise<void>>();

  async function write(user: string, idHash: string | undefined): Promise<void> {
    const account = await accounts.byId(user);
    if (account !== undefined) await noteRequest(performing, account.actor, idHash);
  }

  return {
    note(user, idHash) {
      const key = `${user} ${idHash ?? ""}`;
      const idleMs = present.latest()?.sessionIdleTimeoutMs ?? 0;
      const last = notedAt.get(key);
      if (last !== undefined && clock.steady() - last < noteEveryMs(settings, idleMs)) return;
      notedAt.set(key, clock.steady());
      const writing = write(user, idHash).catch((cause: unknown) => {
        notedAt.delete(key);
        performing.log.warn({ cause, user }, "the activity of a user could not be noted");
      });
      running.add(writing);
      void writing.finally(() => running.delete(writing));
    },
    settled: async () => {
      await Promise.all(running);
    },
  };
}
