import { access, constants, mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { DirectoryUnusable } from "./refusals.ts";

/** Where things lie in a data directory (architecture.md 11). */
export type Layout = {
  readonly data: string;
  /** The database cluster. */
  readonly cluster: string;
  readonly log: string;
  /** Names the process that serves the directory. */
  readonly lock: string;
  /** Folder of the socket, when its path is short enough. */
  readonly socket: string;
  /** Only where there are no sockets (Windows). */
  readonly password: string;
};

/** Makes the data directory (0700) if it is missing. Throws `DirectoryUnusable`. */
export async function openLayout(dataDirectory: string): Promise<Layout> {
  try {
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
    await access(dataDirectory, constants.R_OK | constants.W_OK | constants.X_OK);
    return layoutOf(await realpath(dataDirectory));
  } catch (cause) {
    throw new DirectoryUnusable(`the data directory ${dataDirectory} cannot be used: ${messageOf(cause)}`, { cause });
  }
}

/** `data` must be a real path, without links. */
export function layoutOf(data: string): Layout {
  return {
    data,
    cluster: join(data, "postgres"),
    log: join(data, "postgres.log"),
    lock: join(data, "postroom.lock"),
    socket: join(data, "socket"),
    password: join(data, "postgres.password"),
  };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
