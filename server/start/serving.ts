import { setTimeout as pause } from "node:timers/promises";
import { diskBallast } from "../adapters/files/ballast.ts";
import { reachable } from "../adapters/http/listen.ts";
import { takeLease } from "../adapters/sql/leases.ts";
import { systemChance } from "../adapters/time/system.ts";
import type { Configuration } from "../config-options.ts";
import { freeBytesFloor } from "../domain/mail/free-space.ts";
import type { Loop } from "../loops/loop.ts";
import type { Lease } from "../ports/lease.ts";
import type { Log } from "../ports/log.ts";
import { setUpLink } from "../wire/desktop/set-up.ts";
import { bayeuxSettings, hostNameOf, senderSettings } from "./adapter-settings.ts";
import type { Closing } from "./closing.ts";
import { type Core, openCore } from "./core.ts";
import { createFetching } from "./fetching.ts";
import { listen } from "./listen.ts";
import { createLoops } from "./loops.ts";
import type { NamedFiles } from "./named-files.ts";
import { createPushing } from "./pushing.ts";
import { createListeners } from "./receiving/listeners.ts";
import { createRefusals } from "./refusals.ts";
import { createSending, type Sending } from "./sending.ts";
import type { Storage } from "./storage.ts";
import { version } from "./version.ts";
import { createWeb, type Listening, type PagesFor, urlOf } from "./web.ts";

/** The one JSON line on stdout. product.md */
export type Ready = {
  readonly event: "ready";
  readonly pid: number;
  readonly http: string;
  readonly smtp?: string | undefined;
  readonly lmtp?: string | undefined;
  readonly version: string;
};

type Options = {
  readonly storage: Storage;
  readonly files: NamedFiles;
  readonly log: Log;
  readonly closing: Closing;
  readonly onFatal: (error: Error) => void;
  readonly pages: PagesFor | undefined;
};

/**
 * Starts every part on an open database, in the order in which they need each other, and says where it listens when all of them work.
 * Closing goes the other way: mail in, HTTP and push, loops, mail out (reliability.md 2.10).
 */
export async function serve(configuration: Configuration, options: Options): Promise<Ready> {
  const { closing } = options;
  const { provisioning, certificate } = options.files;
  const core = await openCore(configuration, { ...options, provisioning });
  const listeners = createListeners(configuration, core, { ...options, certificate });
  const owner = `${process.pid}-${Buffer.from(systemChance.bytes(8)).toString("hex")}`;
  const lease = await takeLease(options.storage.pool, owner, { onlyProcess: options.storage.isOurs });
  closing.add(() => lease.stop());
  const sending = startSending(configuration, core, { ...options, owner, lease });
  const listening: Listening = { http: "", smtp: undefined, isOpen: false };
  const publicUrl = () => core.given.publicUrl ?? listening.http;
  const pushing = await createPushing({
    ...core,
    settings: bayeuxSettings(core.given),
    chance: systemChance,
    publicUrl,
    isAlone: options.storage.isOurs,
    bodyBytesMax: core.given.notificationBodyMax,
  });
  const disk = {
    ballast: diskBallast(configuration.data),
    freeBytesMin: freeBytesFloor(core.given.messageBytesMax),
  };
  const own = [...createLoops({ ...core, ...disk, owner, lease, transport: sending?.transport }), ...pushing.loops];
  const fetching = createFetching({
    ...core,
    ...{
      owner,
      lease,
      chance: systemChance,
      messageBytesMax: core.given.messageBytesMax,
      waitingMax: core.given.smtp.waitingMax,
    },
  });
  const loops: readonly Loop[] = [...own, ...fetching.loops, ...(sending === undefined ? [] : [sending.loop])];
  for (const loop of own) closing.add(() => loop.stop());
  const web = createWeb({
    configuration,
    core,
    pushing,
    loops,
    hasRelay: sending !== undefined,
    pages: options.pages,
    listening,
  });
  closing.add(() => web.stop());
  const refusals = createRefusals();
  const address = await refusals.tried(() => listen(() => web.start()));
  listening.http = address === undefined ? "" : urlOf(address);
  const { smtp, lmtp } = await listeners.start(refusals);
  refusals.end();
  if (address === undefined) throw new Error("HTTP was refused without a word");
  listening.smtp = smtp;
  closing.add(() => fetching.stop());
  listening.isOpen = true;
  // They find what is due by themselves, so nobody waits for their first look.
  void startInTurn(loops, listening);
  closing.add(() => {
    listening.isOpen = false;
  });
  await offerSetUp(core, urlOf(reachable(address)));
  return { event: "ready", pid: process.pid, http: listening.http, smtp, lmtp, version };
}

/** Where nobody can sign in yet, whoever started the server is told how to become the first admin. product.md */
async function offerSetUp({ performing, log }: Core, here: string): Promise<void> {
  const link = await setUpLink(performing);
  if (link === undefined) return;
  const words = "nobody can sign in yet: open this link on this machine to make the first admin; it works once";
  log.warn({ link: here + link }, words);
}

/**
 * Each loop looks when the one before has looked: all at once they would open a connection each, and a new connection costs PostgreSQL as
 * much as a hundred questions. One that has much to do does not hold up the rest.
 */
async function startInTurn(loops: readonly Loop[], listening: Listening): Promise<void> {
  for (const loop of loops) {
    if (!listening.isOpen) return;
    await Promise.race([loop.start(), pause(turnMs, undefined, { ref: false })]);
  }
}

const turnMs = 100;

function startSending(
  { relay }: Configuration,
  core: Core,
  { storage, closing, owner, lease }: Options & { readonly owner: string; readonly lease: Lease },
): Sending | undefined {
  if (relay === undefined) return undefined;
  const { given } = core;
  const sending = createSending({
    ...core,
    relay,
    name: hostNameOf(given),
    settings: senderSettings(given),
    backOff: { minMs: given.sendBackOffMin * 1_000, maxMs: given.sendBackOffMax * 1_000 },
    chance: systemChance,
    isAlone: storage.isOurs,
    lease,
    owner,
  });
  closing.add(() => sending.stop());
  return sending;
}
