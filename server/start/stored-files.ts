import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Configuration } from "../config-options.ts";
import { StartRefused } from "../start-refused.ts";

/**
 * Refuses a database without a store where the data directory has stored files: they belong to another, and a server for which no row
 * names them would sweep them away. Throws `StartRefused`. architecture.md 11; reliability.md 2.10
 */
export async function assertFilesHaveStore({ data, database }: Configuration): Promise<void> {
  if (!(await hasFiles(join(data, "files")))) return;
  if (database.kind === "embedded" ? existsSync(join(data, "postgres")) : await hasStore(database.url)) return;
  const where = database.kind === "embedded" ? "no database is there" : "--database has none";
  const how = "start with the database that they belong to, or with another directory";
  throw new StartRefused([`--data: ${data} has the files of a store, and ${where}: ${how}`], 2);
}

async function hasStore(url: string): Promise<boolean> {
  const { isEmptyDatabase } = await import("../adapters/sql/archive.ts");
  return !(await isEmptyDatabase(url));
}

/** Whether anything lies on the shelves, which are called by the first two digits of what they hold. */
async function hasFiles(folder: string): Promise<boolean> {
  for (const shelf of await namesIn(folder)) {
    if (/^[0-9a-f]{2}$/.test(shelf) && (await namesIn(join(folder, shelf))).length > 0) return true;
  }
  return false;
}

/** What cannot be looked into is told by whoever opens it. */
const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);
