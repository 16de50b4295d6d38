import { createResolver } from "../../adapters/verdicts/resolver.ts";
import type { Configuration } from "../../config-options.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Examiner } from "../../ports/examiner.ts";
import type { Store } from "../../ports/store.ts";
import { givenSettings, hostNameOf } from "../adapter-settings.ts";
import { examine, examineOneMailbox, type World } from "./examine.ts";
import { examineRelay } from "./transport.ts";

type Options = {
  readonly store: Store;
  readonly clock: Clock;
} & Partial<Pick<World, "ask" | "authorities">>;

/** The doctor of a server that runs: it looks with the server's own store and clock. */
export function createExaminer(configuration: Configuration, { store, clock, ...given }: Options): Examiner {
  const world: World = { ask: createResolver(), ...given, clock, openStore: async () => store };
  let running: ReturnType<Examiner["examine"]> | undefined;
  const examineNow = async () => {
    const at = clock.wall();
    return { ...(await examine(configuration, world)), at };
  };
  return {
    examine: () => {
      running ??= examineNow().finally(() => {
        running = undefined;
      });
      return running;
    },
    tryIn: (mailbox) => examineOneMailbox(configuration, world, mailbox),
    tryOut: async () => {
      const settings = givenSettings(await store.read(({ centre }) => centre.settings()));
      const ca = world.authorities?.join("\n");
      return examineRelay(configuration, { name: hostNameOf(settings), now: clock.wall(), ca });
    },
  };
}
