import { link, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Endpoint, socketLock } from "./endpoint.ts";
import { codeOf } from "./fault-code.ts";
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
    const text = file === undefined ? undefined : await readFile(file, "utf8").catch(() => undefined);
    if (file !== undefined && text !== undefined && (await isStale(file, text))) await putAside(file, text);
  }
}

/** Only the file that was looked at: who starts at the same moment may have put that aside, and its server's stands there now. */
export async function putAside(file: string, text: string): Promise<void> {
  const aside = `${file}.stale`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, "utf8")) === text) return;
    await link(aside, file);
    await rm(aside);
  } catch (cause) {
    // Somebody was faster: it is gone, or there again.
    if (!["ENOENT", "EEXIST"].includes(String(codeOf(cause)))) throw cause;
  }
}

/** A server that starts writes into a file in the moment after it made it: one that is empty longer has nobody. */
const emptyMsMax = 1_000;

async function isStale(file: string, text: string): Promise<boolean> {
  if (text.trim() === "") return (await distanceMs(file)) > emptyMsMax;
  const pid = Number.parseInt(text, 10);
  if (!exists(pid)) return false;
  const name = programName(pid);
  return !isAlive(pid) || (name !== undefined && name !== "postgres");
}

/** From now, whichever way: a clock that was set back makes a file young for hours, and nobody is writing it. */
async function distanceMs(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  return found === undefined ? 0 : Math.abs(Date.now() - found.mtimeMs);
}
