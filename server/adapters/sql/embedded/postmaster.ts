import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Endpoint } from "./endpoint.ts";

/** What `postmaster.pid` in a cluster says of the server that has it, or had it before it was killed. */
export type Postmaster = {
  readonly pid: number;
  /** Undefined while the server does not listen yet. */
  readonly endpoint: Endpoint | undefined;
  /** The file as it is: no two servers write the same. */
  readonly text: string;
};

/** In the cluster. */
export const postmasterFile = "postmaster.pid";

/** Undefined: no server has the cluster. PostgreSQL documents the lines in `pidfile.h`: pid, directory, start, port, socket folder, host. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, postmasterFile), "utf8").catch(() => "");
  const [pid, , , port, folder, host] = text.split("\n").map((line) => line.trim());
  if (!pid) return undefined;
  const place = folder || host;
  return { pid: Number(pid), endpoint: port && place ? { host: place, port: Number(port) } : undefined, text };
}
