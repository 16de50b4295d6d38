import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { DiskFailed, NoRoom } from "../../ports/files.ts";

/** The kinds of a step on disk, by what an error of it means. */
export type DiskStep = "sync" | "write" | "other";

const REFUSED_NOT_FAILED = new Set(["ENOSPC", "EDQUOT", "EROFS"]);

/**
 * Fail-stop (reliability.md 2.8): after a failed sync a later one can succeed with the bytes gone, so every error of it
 * is `DiskFailed`; so is every write error other than no space or read-only, which is `NoRoom`; of other steps only the device's own error.
 */
export function diskFault(step: DiskStep, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const isRefused = REFUSED_NOT_FAILED.has(code);
  const isFailure = step === "sync" || code === "EIO" || (step === "write" && !isRefused);
  if (isFailure) return new DiskFailed(`the disk failed at a ${step} step (${code})`, { cause: error });
  return isRefused ? new NoRoom(`the disk takes nothing now (${code})`, { cause: error }) : error;
}

/** Runs one step and rethrows its error as `diskFault` sees it. */
export async function onDisk<T>(step: DiskStep, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskFault(step, error);
  }
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await onDisk("other", () => open(folder, "r"));
  try {
    await onDisk("sync", () => handle.sync());
  } finally {
    await handle.close();
  }
}

/** Makes a folder for this user alone, with its parents, and makes the name of each durable; also when it is there already, because who made it may have died before syncing. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await onDisk("other", () => mkdir(folder, { recursive: true, mode: 0o700 }));
  let made = folder;
  await syncFolder(dirname(made));
  while (first !== undefined && made !== first) {
    made = dirname(made);
    await syncFolder(dirname(made));
  }
}
