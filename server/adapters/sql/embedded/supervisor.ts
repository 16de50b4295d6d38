import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../../ports/log.ts";
import { assertDurableAt } from "../durable.ts";
import { StartRefused } from "../start-refused.ts";
import { findBinaries, makeLibraryLinks } from "./binaries.ts";
import { clusterOwner, createCluster, handOver, hasCluster } from "./cluster.ts";
import { diskFailureIn, lengthOf, writtenSince } from "./disk-failure.ts";
import { prepareEndpoint } from "./endpoint.ts";
import { establish, type Held, type Home, release } from "./establish.ts";
import { openLayout } from "./layout.ts";
import { chooseOperatingUser, type Tool } from "./operating-user.ts";
import { ServerFailed } from "./refusals.ts";
import { type Connections, connectionsTo, prepareRoles } from "./roles.ts";
import { type ServerSettings, settingsOf } from "./settings.ts";
import { removeUnfinishedClusters } from "./unfinished-clusters.ts";

export type EmbeddedOptions = {
  /** Made if it is missing. */
  readonly dataDirectory: string;
  readonly log: Log;
  /** The database is lost (its process died); connections fail until `onBack`. */
  readonly onLost?: () => void;
  readonly onBack?: () => void;
  /** PostgreSQL's own programs work just now, and we wait for them: a cluster is made, or a server gets ready. Called once or twice. */
  readonly meanwhile?: (() => void) | undefined;
  /** Folder with `bin`, `lib` and `share`; default: the platform's npm package. */
  readonly binaries?: string;
  /** Tests only: further settings. What is off here (fsync) may be off. */
  readonly flags?: ServerSettings;
  /** Tests only: tools to do without. */
  readonly missingTools?: readonly Tool[];
};

/** A PostgreSQL of ours on one data directory. Two roles: `postroom` (`applicationUrl`) serves, `postgres` (`ownerUrl`) migrates. */
export type Embedded = Connections & {
  /** A server that somebody killed left over, taken as it was. */
  readonly isAdopted: boolean;
  /** The server's process just now. */
  pid(): number;
  /** Closes the server, fast; call it when all pools are closed. Repeatable. */
  stop(): Promise<void>;
  /** From now on the server alone does not keep this process alive. */
  unref(): void;
  /** When no server is kept any more: undefined after `stop`, else why it could not be brought back, or must not be: the disk failed. Never rejects. */
  readonly exited: Promise<Error | undefined>;
};

/**
 * Starts and keeps PostgreSQL on `dataDirectory` (scale.md 1.1, architecture.md 11): makes the cluster if there is none,
 * adopts what a killed process left over, starts it again when it dies. Durability is read back at every start. Throws
 * `StartRefused` (`DirectoryTaken`, `OtherMajor`, `NotDurable` …) or `ServerFailed`; then nothing of ours runs. For the main
 * thread only: the kernel's death signal comes when the thread that started the server ends.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const home = await openHome(options);
  const connections = await connectionsTo(home.layout, home.endpoint);
  const serve = (last?: Held) => establishDurable(home, connections, options.flags ?? {}, last);
  const first = await serve();
  await removeUnfinishedClusters(home.layout);
  return { ...connections, isAdopted: first.child === undefined, ...keep(first, serve, home, options) };
}

/** How long a lost server is started anew before we give up; single pauses grow within `pauseMs`. */
const reviveMs = 60_000;
const pauseMs = { first: 100, last: 2_000 };

async function openHome(options: EmbeddedOptions): Promise<Home> {
  const layout = await openLayout(options.dataDirectory);
  const native = options.binaries ?? (await findBinaries());
  if (options.binaries !== undefined) await makeLibraryLinks(native);
  const owner = await clusterOwner(layout);
  const user = await chooseOperatingUser(native, layout.data, { owner }, options.missingTools);
  const endpoint = await prepareEndpoint(layout, user.account);
  const flags = options.flags ?? {};
  if (!(await hasCluster(layout, user.version.major))) {
    await createCluster(layout, user, { synced: flags["fsync"] !== "off", meanwhile: options.meanwhile });
  } else if (user.account !== undefined && owner?.uid === 0) {
    await handOver(layout, user.account);
  }
  return {
    layout,
    user,
    endpoint,
    settings: settingsOf(endpoint, flags),
    log: options.log,
    meanwhile: options.meanwhile,
  };
}

/** A server that is lost again in these first moments (its parent was killed just now, and it has yet to notice) is started anew. */
async function establishDurable(
  home: Home,
  connections: Connections,
  flags: ServerSettings,
  last?: Held,
  attempts = attemptsMax,
): Promise<Held> {
  const held = await establish(home, last?.child);
  try {
    await prepareRoles(held.client, home.layout);
    await assertDurableAt(connections.applicationUrl, { allow: Object.keys(flags) });
    return held;
  } catch (cause) {
    const isLost = !(cause instanceof StartRefused) && (await Promise.race([held.lost, sleep(noticeMs, false)]));
    await release(held, home, isLost);
    if (isLost && attempts > 1) return establishDurable(home, connections, flags, held, attempts - 1);
    throw cause;
  }
}

const attemptsMax = 3;
const noticeMs = 500;

type Serve = (last: Held) => Promise<Held>;

/** Watches the connection that owns the directory: whatever ends the server, or only its sessions, ends that too. */
function keep(
  first: Held,
  serve: Serve,
  home: Home,
  options: EmbeddedOptions,
): Omit<Embedded, keyof Connections | "isAdopted"> {
  const exited = Promise.withResolvers<Error | undefined>();
  let held = first;
  let isLost = false;
  let isBackground = false;
  let stopping: Promise<void> | undefined;
  let reviving = Promise.resolve();

  let logged = Promise.resolve(0);

  const watch = () => {
    isLost = false;
    logged = lengthOf(home.layout.log);
    if (isBackground) held.socket.unref();
    const revived = held.lost.then(() => {
      isLost = true;
      if (stopping === undefined) reviving = revive();
    });
    revived.catch(() => undefined);
  };
  const revive = async () => {
    const failure = diskFailureIn(await writtenSince(home.layout.log, await logged));
    if (failure !== undefined) {
      // It recovers by itself, and what it reads then may be in memory alone.
      exited.resolve(new ServerFailed(`the disk failed under PostgreSQL: ${failure}`));
      return;
    }
    home.log.error({ pid: held.pid }, "PostgreSQL is lost, it is started again");
    options.onLost?.();
    try {
      held = await insist(
        () => serve(held),
        home,
        () => stopping !== undefined,
      );
      watch();
      options.onBack?.();
    } catch (cause) {
      exited.resolve(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  const stop = async () => {
    await reviving;
    await release(held, home, isLost);
    exited.resolve(undefined);
  };
  watch();
  return {
    pid: () => held.pid,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
    unref: () => {
      isBackground = true;
      held.socket.unref();
    },
    exited: exited.promise,
  };
}

/** Tries again until it works, is refused, is called off, or `reviveMs` are over; then throws the last reason. */
async function insist(work: () => Promise<Held>, home: Home, isCalledOff: () => boolean): Promise<Held> {
  const begun = performance.now();
  for (let pause = pauseMs.first; ; pause = Math.min(pause * 2, pauseMs.last)) {
    try {
      return await work();
    } catch (cause) {
      home.log.error({ cause }, "PostgreSQL could not be started");
      if (cause instanceof StartRefused || isCalledOff() || performance.now() - begun > reviveMs) throw cause;
      await sleep(pause);
    }
  }
}
