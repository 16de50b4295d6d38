import { openDiskFiles } from "../../adapters/files/disk.ts";
import { lookForServices } from "../../adapters/verdicts/mail-services.ts";
import { createResolver } from "../../adapters/verdicts/resolver.ts";
import type { Configuration } from "../../config-options.ts";
import { domainOf } from "../../domain/mail/address.ts";
import { serversFor } from "../../domain/mail/mail-servers.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Examiner } from "../../ports/examiner.ts";
import type { Store } from "../../ports/store.ts";
import type { Trial } from "../../ports/trial.ts";
import { givenSettings, hostNameOf } from "../adapter-settings.ts";
import { filesFolder } from "../data-directory.ts";
import { examine, examineOneMailbox, lookAtDomain, type World } from "./examine.ts";
import { examineRelay } from "./transport.ts";
import { tryAccount, tryHop } from "./try-way.ts";

type Options = {
  readonly store: Store;
  readonly clock: Clock;
} & Partial<Pick<World, "ask" | "authorities">>;

/** Ways that are tried at a time: each keeps a connection to somebody's server. */
const triesMax = 8;

/** The doctor of a server that runs: it looks with the server's own store and clock. */
export function createExaminer(configuration: Configuration, { store, clock, ...given }: Options): Examiner {
  const world: World = { ask: createResolver(), ...given, clock, openStore: async () => store };
  let running: ReturnType<Examiner["examine"]> | undefined;
  const settingsNow = async () => givenSettings(await store.read(({ centre }) => centre.settings()));
  const examineNow = async () => {
    const at = clock.wall();
    return { ...(await examine(configuration, world)), at };
  };
  const folder = filesFolder(configuration.data);
  const files = () => openDiskFiles({ folder, clock, leftOverMs: Number.POSITIVE_INFINITY });
  const tried: Examiner["tryWay"] = limited(async function* (way) {
    const trying = { name: hostNameOf(await settingsNow()), authorities: world.authorities };
    yield* way === "out" ? tryHop(configuration.relay, trying) : tryAccount(way, { ...trying, files });
  });
  return {
    examine: () => {
      running ??= examineNow().finally(() => {
        running = undefined;
      });
      return running;
    },
    tryIn: (mailbox) => examineOneMailbox(configuration, world, mailbox),
    tryOut: async () => {
      const ca = world.authorities?.join("\n");
      return examineRelay(configuration, { name: hostNameOf(await settingsNow()), now: clock.wall(), ca });
    },
    tryWay: tried,
    lookUp: async (address) => {
      const domain = domainOf(address);
      const [services, judged] = await Promise.all([
        lookForServices(world.ask, domain),
        settingsNow().then((settings) => lookAtDomain(configuration, world, { domain, settings })),
      ]);
      return { ...serversFor(address, services), ...judged };
    },
  };
}

/** So many at a time; whoever comes while they run gets none. */
function limited<Given>(work: (given: Given) => AsyncGenerator<Trial>) {
  let count = 0;
  const counted = async function* (given: Given): AsyncGenerator<Trial> {
    if (count >= triesMax) return;
    count++;
    try {
      yield* work(given);
    } finally {
      count--;
    }
  };
  return (given: Given): AsyncIterable<Trial> | undefined => (count >= triesMax ? undefined : counted(given));
}
