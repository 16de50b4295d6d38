import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Endpoint } from "./endpoint.ts";
import { exists, isAlive, programName } from "./process-state.ts";

/** What `postmaster.pid` in a cluster says of the server that has it, or had it before it was killed. */
export type Postmaster = {
  readonly pid: number;
  /** Undefined while the server does not listen yet. */
  readonly endpoint: Endpoint | undefined;
  /** The file as it is: no two servers write the same. */
  readonly text: string;
};

/** Undefined: no server has the cluster. PostgreSQL documents the lines in `pidfile.h`: pid, directory, start, port, socket folder, host. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, fileName), "utf8").catch(() => "");
  const [pid, , , port, folder, host] = text.split("\n").map((line) => line.trim());
  if (!pid) return undefined;
  const place = folder || host;
  return { pid: Number(pid), endpoint: port && place ? { host: place, port: Number(port) } : undefined, text };
}

/**
 * A container starts anew with the same small process ids: a stale file can name a process that is no PostgreSQL, or one
 * that has ended, and then PostgreSQL refuses to start for ever. Where the kernel says so (Linux), the file is put aside.
 */
export async function putStaleAside(cluster: string): Promise<void> {
  const found = await readPostmaster(cluster);
  if (found === undefined || !exists(found.pid)) return;
  const name = programName(found.pid);
  if (isAlive(found.pid) && (name === undefined || name === "postgres")) return;
  await rename(join(cluster, fileName), join(cluster, `${fileName}.stale`));
}

const fileName = "postmaster.pid";
