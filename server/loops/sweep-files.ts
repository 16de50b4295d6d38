import type { Files } from "../ports/files.ts";
import type { Store } from "../ports/store.ts";

/** A file is written before the row that names it commits, and stays a day after the last one is gone (architecture.md 11). */
const keptMs = 86_400_000;
const filesPerQuestion = 500;

/** Removes files that no row has named for a day. Value: how many. A file that is stored again meanwhile is young and stays. */
export async function sweepFiles(store: Store, files: Files): Promise<number> {
  let removed = 0;
  let old: string[] = [];
  for await (const { sha256, ageMs } of files.list()) {
    if (ageMs < keptMs) continue;
    old.push(sha256);
    if (old.length < filesPerQuestion) continue;
    removed += await removeUnnamed(store, files, old);
    old = [];
  }
  return removed + (await removeUnnamed(store, files, old));
}

async function removeUnnamed(store: Store, files: Files, old: readonly string[]): Promise<number> {
  if (old.length === 0) return 0;
  const named = await store.read((reading) => reading.leftovers.filesNamedAmong(old));
  const unnamed = old.filter((sha256) => !named.has(sha256));
  for (const sha256 of unnamed) await files.remove(sha256, keptMs);
  return unnamed.length;
}
