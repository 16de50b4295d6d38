import { realpath } from "node:fs/promises";
import { Socket } from "node:net";
import { Client } from "pg";
import { type Endpoint, readPassword, urlOf } from "./endpoint.ts";
import { codeOf } from "./fault-code.ts";
import type { Layout } from "./layout.ts";
import { type Postmaster, readPostmaster } from "./postmaster.ts";
import { isAlive } from "./process-state.ts";
import { superuser } from "./roles.ts";

/** What serves a cluster just now. */
export type Probe =
  | { readonly kind: "absent" }
  /** It starts, recovers or stops: wait. `ending`: the process that says that it shuts down. */
  | { readonly kind: "busy"; readonly ending?: number | undefined }
  | Running;

/** It answers, and it is ours. Whoever asked ends `client`, a superuser's connection. */
export type Running = {
  readonly kind: "running";
  readonly client: Client;
  /** What the client speaks on. */
  readonly socket: Socket;
  readonly endpoint: Endpoint;
  /** The server's process, in its own words. */
  readonly pid: number;
  /** When the connection ends, and with it all locks. */
  readonly lost: Promise<true>;
};

/**
 * Connects to the socket that the server of this cluster named, and asks it which directory it serves. A process id
 * alone proves nothing (scale.md 1.1, point 5).
 */
export async function probe(layout: Layout): Promise<Probe> {
  const postmaster = await readPostmaster(layout.cluster);
  if (postmaster === undefined) return { kind: "absent" };
  if (postmaster.endpoint === undefined) return { kind: isAlive(postmaster.pid) ? "busy" : "absent" };
  const password = await readPassword(layout);
  const socket = new Socket();
  const client = new Client({
    stream: () => socket,
    connectionString: urlOf(postmaster.endpoint, password, superuser, "postgres"),
    application_name: "postroom owner",
    connectionTimeoutMillis,
  });
  client.on("error", () => undefined);
  const lost = new Promise<true>((resolve) => client.once("end", () => resolve(true)));
  try {
    await client.connect();
    const pid = await serverOf(client, layout, postmaster);
    if (pid !== undefined) return { kind: "running", client, socket, endpoint: postmaster.endpoint, pid, lost };
    await client.end();
    return { kind: "absent" };
  } catch (cause) {
    await client.end().catch(() => undefined);
    if (nobodyListens(cause)) return { kind: "absent" };
    return { kind: "busy", ending: isEnding(cause) && isAlive(postmaster.pid) ? postmaster.pid : undefined };
  }
}

const connectionTimeoutMillis = 5_000;

/** The process id of the server if it serves our cluster. */
async function serverOf(client: Client, layout: Layout, postmaster: Postmaster): Promise<number | undefined> {
  const { rows } = await client.query<{ directory: string; file: string }>(
    "SELECT current_setting('data_directory') AS directory, pg_read_file('postmaster.pid') AS file",
  );
  const [found] = rows;
  if (found === undefined) return undefined;
  // A server that was started by working directory cannot name its own; the file that it holds in it tells.
  const isOurs =
    found.directory === "/proc/self/cwd"
      ? found.file === postmaster.text
      : (await realpath(found.directory).catch(() => "")) === (await realpath(layout.cluster));
  return isOurs ? Number.parseInt(found.file, 10) : undefined;
}

const isEnding = (cause: unknown): boolean =>
  codeOf(cause) === "57P03" && cause instanceof Error && /shutting down/.test(cause.message);

/** Everything else that a connection can fail with is a server that is starting (57P03), stopping, or cutting us off. */
function nobodyListens(cause: unknown): boolean {
  const code = codeOf(cause);
  return code === "ECONNREFUSED" || code === "ENOENT";
}
