import type { UserActor } from "../../domain/agent/actor.ts";
import type { Account } from "../../ports/agents.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Store } from "../../ports/store.ts";
import { recent } from "./recent.ts";
import type { HttpSettings } from "./settings.ts";

/** Users as they were a moment ago, so that rights that were taken away end at once (reliability.md 7.2 S24). */
export type Accounts = {
  /** Undefined for a user that is gone or disabled. */
  byId(id: string): Promise<Account | undefined>;
  /** Id and stored hash; the same one look for names that exist and names that do not. */
  credential(userName: string): Promise<{ readonly id: string; readonly passwordHash: string } | undefined>;
  /** The user has just changed something here. */
  forget(actor: UserActor): void;
  /** Rights of somebody were changed here. */
  forgetAll(): void;
};

export function createAccounts(store: Store, clock: Clock, settings: HttpSettings): Accounts {
  const limits = { clock, staleMs: settings.staleMs, sizeMax: settings.rememberedMax };
  const accounts = recent({ ...limits, load: (id) => store.read((reading) => reading.users.account(id)) });
  const credentials = recent({
    ...limits,
    load: (userName) => store.read((reading) => reading.users.credential(userName)),
  });
  return {
    byId: (id) => accounts.get(id),
    credential: (userName) => credentials.get(userName.toLowerCase()),
    forget({ id, userName }) {
      accounts.forget(id);
      credentials.forget(userName.toLowerCase());
    },
    forgetAll() {
      accounts.forgetAll();
      credentials.forgetAll();
    },
  };
}
