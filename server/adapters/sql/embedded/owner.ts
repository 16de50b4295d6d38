import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import type { Layout } from "./layout.ts";
import { isAlive } from "./process-state.ts";
import { DirectoryTaken } from "./refusals.ts";

/** Our one advisory lock in the database `postgres` of an embedded cluster ("post" in ASCII). */
const ownerLock = 0x706f7374;

/** A dead owner's lock is free when its server process has noticed: measured 8 ms, in a statement up to `client_connection_check_interval`. */
const patienceMs = { dead: 2_000, living: 300 };
const intervalMs = 10;
/** A server that nobody has taken for so long after its start is a left-over. */
const parentMs = 2_000;

/**
 * One owner per data directory: the lock file counts while its process holds the advisory lock, and that ends with
 * the connection of `client`. Throws `DirectoryTaken`.
 */
export async function takeOwnership(client: Client, layout: Layout): Promise<void> {
  const begun = performance.now();
  while (!(await tryLock(client))) {
    const pid = await ownerOf(layout);
    const patience = pid !== undefined && isAlive(pid) ? patienceMs.living : patienceMs.dead;
    if (performance.now() - begun > patience) throw new DirectoryTaken(layout.data, pid);
    await sleep(intervalMs);
  }
  await writeFile(layout.lock, `${process.pid}\n`, { mode: 0o600 });
}

/** Of two that start at the same moment, the one whose child the server is must win: the server would end with the other. */
export async function letParentGoFirst(client: Client): Promise<void> {
  while (await isJustStarted(client)) await sleep(intervalMs);
}

/** Before the connection ends. */
export async function giveUpOwnership(layout: Layout): Promise<void> {
  await rm(layout.lock, { force: true });
}

/** The process that the lock file names, dead or alive. */
export async function ownerOf(layout: Layout): Promise<number | undefined> {
  const pid = Number(await readFile(layout.lock, "utf8").catch(() => ""));
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [ownerLock]);
  return rows[0]?.taken === true;
}

async function isJustStarted(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ fresh: boolean }>(
    `SELECT clock_timestamp() - pg_postmaster_start_time() < make_interval(secs => $1)
        AND NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = $2) AS fresh`,
    [parentMs / 1000, ownerLock],
  );
  return rows[0]?.fresh === true;
}
