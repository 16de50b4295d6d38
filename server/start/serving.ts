import { ListenRefused } from "../adapters/http/listen.ts";
import { takeLease } from "../adapters/sql/leases.ts";
import { systemChance } from "../adapters/time/system.ts";
import type { Configuration } from "../config-options.ts";
import type { Loop } from "../loops/loop.ts";
import type { Log } from "../ports/log.ts";
import { StartRefused } from "../start-refused.ts";
import { bayeuxSettings, hostNameOf, receiverSettings, senderSettings } from "./adapter-settings.ts";
import { readCertificate } from "./certificate.ts";
import type { Closing } from "./closing.ts";
import { type Core, openCore } from "./core.ts";
import { createFetching } from "./fetching.ts";
import { createLoops } from "./loops.ts";
import { createPushing } from "./pushing.ts";
import { createReceiving } from "./receiving.ts";
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
  readonly version: string;
};

type Options = {
  readonly storage: Storage;
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
  const core = await openCore(configuration, options);
  const owner = `${process.pid}-${Buffer.from(systemChance.bytes(8)).toString("hex")}`;
  const sending = await startSending(configuration, core, { ...options, owner });
  const listening: Listening = { http: "", smtp: undefined, isOpen: false };
  const publicUrl = () => core.given.publicUrl ?? listening.http;
  const pushing = await createPushing({
    ...core,
    settings: bayeuxSettings(core.given),
    chance: systemChance,
    publicUrl,
    bodyBytesMax: core.given.notificationBodyMax,
  });
  const own = [...createLoops(core), pushing.loop];
  const fetching = createFetching({
    ...core,
    ...{
      owner,
      chance: systemChance,
      messageBytesMax: core.given.messageBytesMax,
      waitingMax: core.given.smtp.waitingMax,
    },
  });
  const loops: readonly Loop[] = [...own, fetching.loop, ...(sending === undefined ? [] : [sending.loop])];
  for (const loop of own) closing.add(() => loop.stop());
  for (const loop of loops) loop.start();
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
  listening.http = urlOf(await listen(() => web.start()));
  listening.smtp = await startReceiving(configuration, core, closing);
  closing.add(() => fetching.stop());
  listening.isOpen = true;
  closing.add(() => {
    listening.isOpen = false;
  });
  return { event: "ready", pid: process.pid, http: listening.http, smtp: listening.smtp, version };
}

async function startSending(
  { relay }: Configuration,
  core: Core,
  { storage, closing, owner }: Options & { readonly owner: string },
): Promise<Sending | undefined> {
  const lease = await takeLease(storage.pool, owner, { onlyProcess: storage.isOurs });
  closing.add(() => lease.stop());
  if (relay === undefined) return undefined;
  const { given } = core;
  const sending = createSending({
    ...core,
    relay,
    name: hostNameOf(given),
    settings: senderSettings(given),
    chance: systemChance,
    lease,
    owner,
  });
  closing.add(() => sending.stop());
  return sending;
}

async function startReceiving(
  { smtp, smtpCertificate, smtpKey }: Configuration,
  core: Core,
  closing: Closing,
): Promise<string | undefined> {
  const certificate = await readCertificate({ certificate: smtpCertificate, key: smtpKey });
  if (smtp === undefined) return undefined;
  const receiver = createReceiving({
    ...core,
    listen: smtp,
    settings: { ...receiverSettings(core.given), certificate },
    waitingMax: core.given.smtp.waitingMax,
  });
  const { host, port } = await listen(() => receiver.start(), `--smtp ${smtp.host}:${smtp.port}`);
  closing.add(() => receiver.stop());
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** A port that cannot be had is a refusal of the start, in one line. */
async function listen<T>(start: () => Promise<T>, what = "--http"): Promise<T> {
  try {
    return await start();
  } catch (error) {
    throw refusalOf(error, what);
  }
}

function refusalOf(cause: unknown, what: string): StartRefused {
  const because = cause instanceof ListenRefused || cause instanceof Error ? cause.message : String(cause);
  return new StartRefused([`${what}: ${because}`], 3, { cause });
}
