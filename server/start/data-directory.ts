import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Configuration } from "../config-options.ts";
import { StartRefused } from "../start-refused.ts";

/** Where the file store lies in a data directory. */
export const filesFolder = (data: string): string => join(data, "files");

/** The data directory, private to us. Refuses one that cannot be made or written, and one of which a part is not for us. reliability.md 2.10 */
export async function openDataDirectory(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await assertFolder(folder);
  } catch (error) {
    throw refused(unusable(folder, error), { cause: error });
  }
  const problems: string[] = [];
  for (const [name, assertUsable] of parts) {
    const path = join(folder, name);
    await assertUsable(path).catch((error: NodeJS.ErrnoException) => {
      if (!isElsewhere(error)) problems.push(`--data: ${unusable(path, error)}`);
    });
  }
  if (problems.length > 0) throw new StartRefused(problems, 2);
}

/** Not there yet, or what it would lie in is told already. */
const isElsewhere = ({ code }: NodeJS.ErrnoException): boolean => code === "ENOENT" || code === "ENOTDIR";

async function assertFolder(path: string): Promise<void> {
  if (!(await stat(path)).isDirectory()) throw new Error("it is no directory");
  await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
}

async function assertFile(path: string): Promise<void> {
  if (!(await stat(path)).isFile()) throw new Error("it is no file");
}

async function assertOwnFile(path: string): Promise<void> {
  await assertFile(path);
  await access(path, constants.W_OK);
}

/** What a start opens in it beside the cluster; each may be missing yet. The clock's file is put in place anew each time, whoever wrote it last. */
const parts: readonly (readonly [string, (path: string) => Promise<void>])[] = [
  ["files", assertFolder],
  [join("files", "incoming"), assertFolder],
  ["clock", assertFile],
  ["store", assertFile],
  ["postgres.log", assertOwnFile],
];

/** For commands that only say what they would do. Makes nothing. */
export async function existingDataDirectory({ data }: Configuration): Promise<void> {
  if (!(await isSeen(data, data))) throw refused(`${data} does not exist`);
}

/** For commands that look at what is there: the directory of a server that has been started at least once. Makes nothing. */
export async function servedDataDirectory(configuration: Configuration): Promise<void> {
  await existingDataDirectory(configuration);
  const { data, database } = configuration;
  if (database.kind !== "embedded" || (await isSeen(data, join(data, "postgres")))) return;
  throw refused(`${data} has no database of postroom`);
}

/** Whether a part of the data directory is there. Throws `StartRefused` where that cannot be seen. */
export async function isSeen(data: string, part: string): Promise<boolean> {
  try {
    return await isThere(part);
  } catch (error) {
    throw refused(unusable(data, error), { cause: error });
  }
}

/** Folder by folder: Node's own recursion never ends where a folder is refused as if its parent were missing, as below /proc. */
async function makeFolder(folder: string): Promise<void> {
  if (await isThere(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    // Another process that starts at the same moment may have made it.
    if (!(await isThere(folder))) throw error;
  }
}

const isThere = (folder: string): Promise<boolean> =>
  stat(folder).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );

const refused = (problem: string, options?: ErrorOptions) => new StartRefused([`--data: ${problem}`], 2, options);

const unusable = (path: string, cause: unknown): string =>
  `${path} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`;
