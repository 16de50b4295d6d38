import { createHmac, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Configuration } from "../config-options.ts";
import type { Store } from "../ports/store.ts";
import { StartRefused } from "../start-refused.ts";
import { filesFolder } from "./data-directory.ts";

/**
 * Refuses a database without a store where the data directory has stored files: they belong to another, and a server for which no row
 * names them would sweep them away. Throws `StartRefused`. architecture.md 11; reliability.md 2.10
 */
export async function assertFilesHaveStore({ data, database }: Configuration): Promise<void> {
  if (!(await hasFiles(data))) return;
  if (database.kind === "embedded" ? existsSync(join(data, "postgres")) : await hasStore(database.url)) return;
  throw foreign(data, "a store", database.kind === "embedded" ? "no database is there" : "--database has none");
}

/**
 * Refuses the stored files of another store than that of the database; the first store that comes to a directory is written down there. A
 * move takes along what is compared; what is restored from a backup is another store, because it has less. Throws `StartRefused`. architecture.md 11; reliability.md 2.10
 */
export async function claimFiles(data: string, store: Store): Promise<void> {
  const { secret, restoredAt } = await store.read(async ({ centre }) => ({
    secret: await centre.secret(),
    restoredAt: await centre.restoredAt(),
  }));
  const own = `${createHmac("sha256", secret)
    .update(`files ${restoredAt ?? ""}`)
    .digest("hex")}\n`;
  const mark = markOf(data);
  const known = await readFile(mark, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new StartRefused([`--data: ${mark} cannot be read: ${error.message}`], 2, { cause: error });
  });
  if (known === own) return;
  if (known !== undefined && (await hasFiles(data)))
    throw foreign(data, "another store", "the database has not that one");
  // Another process that starts at the same moment puts its own in place.
  const draft = `${mark}.new-${randomBytes(6).toString("hex")}`;
  await writeFile(draft, own, { mode: 0o600 });
  await rename(draft, mark);
}

/** Whatever store was to come to a directory: another comes now. */
export const unclaimFiles = (data: string): Promise<void> => rm(markOf(data), { force: true });

const markOf = (data: string): string => join(data, "store");

const foreign = (data: string, whose: string, because: string): StartRefused => {
  const how = "start with the database that they belong to, or with another directory";
  return new StartRefused([`--data: ${data} has the files of ${whose}, and ${because}: ${how}`], 2);
};

async function hasStore(url: string): Promise<boolean> {
  const { isEmptyDatabase } = await import("../adapters/sql/archive.ts");
  return !(await isEmptyDatabase(url));
}

/** Whether anything lies on the shelves, which are called by the first two digits of what they hold. */
async function hasFiles(data: string): Promise<boolean> {
  const folder = filesFolder(data);
  for (const shelf of await namesIn(folder)) {
    if (/^[0-9a-f]{2}$/.test(shelf) && (await namesIn(join(folder, shelf))).length > 0) return true;
  }
  return false;
}

/** What cannot be looked into is told by whoever opens it. */
const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);
