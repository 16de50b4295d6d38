import { readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Endpoint, socketLock } from "./endpoint.ts";
import { postmasterFile } from "./postmaster.ts";
import { exists, isAlive, programName } from "./process-state.ts";

/**
 * A killed server leaves its two lock files, and PostgreSQL takes over those that name a process that is gone. Two kinds it
 * refuses for ever; they are put aside. A container starts anew with the same small process ids, so that a file can name
 * a process that is no PostgreSQL, or a zombie (known where the kernel says so: Linux). And a server that is killed
 * between making a file and writing into it leaves it empty.
 */
export async function putStaleAside(cluster: string, endpoint: Endpoint): Promise<void> {
  for (const file of [join(cluster, postmasterFile), socketLock(endpoint)]) {
    if (file !== undefined && (await isStale(file))) await rename(file, `${file}.stale`);
  }
}

/** A server that starts writes into a file in the moment after it made it: one that is empty longer has nobody. */
const emptyMsMax = 1_000;

async function isStale(file: string): Promise<boolean> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return false;
  if (text.trim() === "") return Date.now() - (await stat(file)).mtimeMs > emptyMsMax;
  const pid = Number.parseInt(text, 10);
  if (!exists(pid)) return false;
  const name = programName(pid);
  return !isAlive(pid) || (name !== undefined && name !== "postgres");
}
