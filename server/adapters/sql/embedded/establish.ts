import { readFile, rmdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../../ports/log.ts";
import { hasCluster } from "./cluster.ts";
import { type Endpoint, remakeFolder } from "./endpoint.ts";
import type { Layout } from "./layout.ts";
import type { OperatingUser } from "./operating-user.ts";
import { giveUpOwnership, letParentGoFirst, takeOwnership } from "./owner.ts";
import { probe, type Running } from "./probe.ts";
import { DirectoryUnusable, ServerFailed } from "./refusals.ts";
import { type ServerProcess, spawnServer, stopAtOnce, stopServer } from "./server-process.ts";
import { runsWith, type ServerSettings } from "./settings.ts";
import { putStaleAside } from "./stale-locks.ts";

/** All that is settled before a server is asked for. */
export type Home = {
  readonly layout: Layout;
  readonly user: OperatingUser;
  readonly endpoint: Endpoint;
  readonly settings: ServerSettings;
  readonly log: Log;
  /** What is worth doing while a server that was started gets ready. */
  readonly meanwhile?: (() => void) | undefined;
};

/** A server that answers, and whose directory is ours as long as the connection lives. */
export type Held = Running & {
  /** Undefined: an adopted one, left over by somebody who was killed. */
  readonly child: ServerProcess | undefined;
};

/**
 * Adopts the server that runs, or starts one, waits until a connection answers (recovery included) and takes the
 * directory. `child`: a server of ours that may still run. Throws `DirectoryTaken`, `DirectoryUnusable`, `ServerFailed`;
 * then no child of ours runs.
 */
export async function establish(home: Home, child?: ServerProcess): Promise<Held> {
  const starter = createStarter(home, child);
  try {
    await putStaleAside(home.layout.cluster, home.endpoint);
    return await untilHeld(home, starter);
  } catch (cause) {
    const current = starter.current();
    if (current?.isRunning() === true) await stopServer(current.pid, home.layout, home.user);
    throw cause;
  }
}

/** Gives the directory up and stops its server. */
export async function release(held: Held, home: Home, isLost: boolean): Promise<void> {
  await giveUpOwnership(home.layout);
  // Without a connection only a child's process id is certain to be the server's.
  if (held.child?.isRunning() === true || !isLost) await stopServer(held.pid, home.layout, home.user);
  await held.client.end().catch(() => undefined);
  await rmdir(home.endpoint.host).catch(() => undefined);
}

/** Recovery after a crash is limited by the write-ahead log (1 GB by default): minutes on a slow disk. */
const readyMs = 600_000;
/** A server that ends at once is started again for so long: one that is about to end may still hold its files or memory. */
const retryMs = 3_000;
const retryPauseMs = 100;
const intervalMs = 5;
/**
 * A left-over that shuts down may do so for ever: PostgreSQL 18 hangs where the fast stop, here the death of its parent, comes while it
 * recovers from the crash of one of its processes (measured: every second time).
 */
const endingMs = 5_000;

async function untilHeld(home: Home, starter: Starter): Promise<Held> {
  const begun = performance.now();
  let endingSince: number | undefined;
  while (performance.now() - begun < readyMs) {
    const found = await probe(home.layout);
    const ending = found.kind === "busy" ? found.ending : undefined;
    endingSince = ending === undefined ? undefined : (endingSince ?? performance.now());
    if (ending !== undefined && endingSince !== undefined && performance.now() - endingSince > endingMs) {
      home.log.warn({ pid: ending }, "a left-over PostgreSQL does not end its stop; it is ended at once");
      await stopAtOnce(ending, home.layout, home.user);
    }
    const held = found.kind === "running" ? await hold(home, found, starter.current()) : undefined;
    if (held !== undefined) return held;
    if (found.kind === "absent") await starter.ensure();
    await sleep(intervalMs);
  }
  throw new ServerFailed(`PostgreSQL was not ready in ${readyMs / 1000} s: ${await endOfLog(home.layout)}`);
}

type Starter = {
  current(): ServerProcess | undefined;
  /** Starts a server if none of ours runs. Throws `ServerFailed` when it keeps ending at once. */
  ensure(): Promise<void>;
};

function createStarter(home: Home, child: ServerProcess | undefined): Starter {
  let current = child;
  let failingSince: number | undefined;
  const ensure = async () => {
    if (current?.isRunning() === true) return;
    if (current !== undefined && current !== child) {
      failingSince ??= performance.now();
      if (performance.now() - failingSince > retryMs) {
        throw new ServerFailed(`PostgreSQL does not start: ${await endOfLog(home.layout)}`);
      }
      await sleep(retryPauseMs);
    }
    current = await launch(home);
    home.meanwhile?.();
  };
  return { current: () => current, ensure };
}

async function launch(home: Home): Promise<ServerProcess> {
  if (!(await hasCluster(home.layout, home.user.version.major))) {
    throw new DirectoryUnusable(`${home.layout.cluster} is gone`);
  }
  await putStaleAside(home.layout.cluster, home.endpoint);
  await remakeFolder(home.endpoint, home.user.account);
  return spawnServer(home.layout, home.user, home.settings);
}

/** Undefined: it was a left-over with another version or other settings, and has been stopped. */
async function hold(home: Home, found: Running, started: ServerProcess | undefined): Promise<Held | undefined> {
  const { client, pid } = found;
  const child = started?.pid === pid ? started : undefined;
  try {
    if (child === undefined) await letParentGoFirst(client);
    await takeOwnership(client, home.layout);
    if (child !== undefined || ((await hasVersion(found, home)) && (await runsWith(client, home.settings)))) {
      home.log.info({ pid, adopted: child === undefined, as: home.user.kind }, "PostgreSQL answers");
      return { ...found, child };
    }
    home.log.info({ pid }, "a left-over PostgreSQL with other settings is stopped");
    await stopServer(pid, home.layout, home.user);
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw cause;
  }
  await client.end().catch(() => undefined);
  return undefined;
}

async function hasVersion({ client }: Running, home: Home): Promise<boolean> {
  const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
  return rows[0]?.server_version === home.user.version.full;
}

async function endOfLog(layout: Layout): Promise<string> {
  const text = await readFile(layout.log, "utf8").catch(() => "");
  return `${text.trim().split("\n").slice(-3).join(" | ")} (${layout.log})`;
}
