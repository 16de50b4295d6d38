import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Configuration } from "../config-options.ts";
import { StartRefused } from "../start-refused.ts";

/** The data directory, private to us. Refuses one that cannot be made or written. */
export async function openDataDirectory(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    if (!(await stat(folder)).isDirectory()) throw new Error("it is no directory");
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(folder, error);
  }
}

/** For commands that only say what they would do. Makes nothing. */
export async function existingDataDirectory({ data }: Configuration): Promise<void> {
  if (!(await isThere(data))) throw refused(`${data} does not exist`);
}

/** For commands that look at what is there: the directory of a server that has been started at least once. Makes nothing. */
export async function servedDataDirectory(configuration: Configuration): Promise<void> {
  await existingDataDirectory(configuration);
  const { data, database } = configuration;
  if (database.kind !== "embedded" || (await isThere(join(data, "postgres")))) return;
  throw refused(`${data} has no database of postroom`);
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

const unusable = (folder: string, cause: unknown): StartRefused =>
  refused(`${folder} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
