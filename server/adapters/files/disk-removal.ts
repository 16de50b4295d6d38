import { type FileHandle, link, open, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import { onDisk, syncFolder } from "./disk-write.ts";

/**
 * Removing an object while somebody may be storing it again, perhaps in another process. Looking at its age and then removing it would take
 * it from whoever made it young in between. So it is moved aside first, under a name that nobody makes young, and looked at there.
 */
const suffix = ".aside";

export const isAside = (name: string): boolean => name.endsWith(suffix);

/** Removes an object that was last stored before wall time `before`; a younger one stays. */
export async function removeOld(path: string, before: number): Promise<void> {
  if ((await storedAt(path)) >= before) return;
  const aside = path + suffix;
  if (!(await isDone(rename(path, aside)))) return;
  if ((await storedAt(aside)) >= before) await putBack(aside);
  else await rm(aside, { force: true });
}

/** An object that was moved aside is in its place again, unless it was stored anew meanwhile. Also for those whose remover died. */
export async function putBack(aside: string): Promise<void> {
  await isDone(link(aside, aside.slice(0, -suffix.length)));
  await syncFolder(dirname(aside));
  await rm(aside, { force: true });
}

/** Whether the object is there; then it is as young as if it had been stored at this moment. */
export const isYoungAgain = (path: string, wall: number): Promise<boolean> =>
  onDisk("other", () => isDone(utimes(path, new Date(wall), new Date(wall))));

/** Opens an object, also one that is aside for a moment. */
export async function openObject(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (error) {
    return open(path + suffix, "r").catch(() => {
      throw error;
    });
  }
}

/** Wall time; an object that is gone needs no removing. */
const storedAt = async (path: string): Promise<number> =>
  (await stat(path).catch(() => undefined))?.mtimeMs ?? Number.POSITIVE_INFINITY;

/** False when the object is not there, or there already. */
async function isDone(step: Promise<void>): Promise<boolean> {
  try {
    await step;
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EEXIST")) return false;
    throw error;
  }
}
