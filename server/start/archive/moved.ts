import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { StartRefused } from "../../start-refused.ts";

const markOf = (data: string): string => join(data, "moved");

/** Says durably that the embedded database of a directory is the store no more: two that send the same mail would be worse than none. */
export async function markMoved(data: string, url: string): Promise<void> {
  const handle = await open(markOf(data), "w", 0o600);
  try {
    await handle.writeFile(`${withoutPassword(url)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** It was not moved after all. */
export const unmarkMoved = (data: string): Promise<void> => rm(markOf(data), { force: true });

/** Refuses an embedded database that was moved. Throws `StartRefused`. */
export async function assertNotMoved(data: string): Promise<void> {
  const where = await readFile(markOf(data), "utf8").catch(() => undefined);
  if (where === undefined) return;
  const how = `start with --database; to go back to the old one, remove ${markOf(data)}`;
  throw new StartRefused([`--data: the database of ${data} was moved to ${where.trim()}: ${how}`], 2);
}

/** A database's URL as it may be shown. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = "";
  for (const name of [...shown.searchParams.keys()]) if (name.includes("password")) shown.searchParams.delete(name);
  return shown.href;
}
