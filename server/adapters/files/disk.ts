import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, open, opendir, rename, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import type { Clock } from "../../ports/clock.ts";
import {
  DiskFailed,
  type FileDamaged,
  FileMissing,
  type Files,
  FileTooLarge,
  type StoredFile,
} from "../../ports/files.ts";
import { readObject, telling } from "./disk-read.ts";
import { isAside, isYoungAgain, putBack, removeOld } from "./disk-removal.ts";
import { makeFolder, onDisk, syncFolder } from "./disk-write.ts";

const SHA256 = /^[0-9a-f]{64}$/;

export type DiskFilesOptions = {
  /** `<data>/files`; made if missing. */
  readonly folder: string;
  readonly clock: Clock;
  /** Half-written files of at least this age are removed at start. 0 where one process owns the folder, else more than the longest upload takes. */
  readonly leftOverMs?: number;
  /** Called when the disk fails, besides the throw: the process is to stop, whoever catches (reliability.md 2.8). */
  readonly failed?: (error: DiskFailed) => void;
  /** Called when an object cannot be given as it was stored, besides the throw: somebody is to be told. */
  readonly unreadable?: (error: FileMissing | FileDamaged) => void;
};

/** Objects as files `ab/cdef…` below one folder, named by their SHA-256 (architecture.md 11). Removes what an earlier process left half-written. */
export async function openDiskFiles(options: DiskFilesOptions): Promise<Files> {
  const { folder, clock } = options;
  const incoming = join(folder, "incoming");
  await makeFolder(incoming);
  // Who owns the folder alone asks no clock: one set back would keep what a dead process left.
  const { leftOverMs = 0 } = options;
  await removeLeftOvers(incoming, leftOverMs === 0 ? Number.POSITIVE_INFINITY : clock.wall() - leftOverMs);
  const shelf = createShelf(folder, clock);
  // In containers that share the folder all processes may have one number.
  const own = `${process.pid}-${threadId}-${randomBytes(6).toString("hex")}`;
  let count = 0;

  return {
    put: async (source, bytesMax = Number.POSITIVE_INFINITY) => {
      count += 1;
      const draft = join(incoming, `${own}-${count}`);
      try {
        const file = await writeDraft(draft, source, bytesMax, clock);
        await shelf.place(draft, file.sha256);
        return file;
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined);
        if (error instanceof DiskFailed) options.failed?.(error);
        throw error;
      }
    },
    open: (sha256, range) => telling(readObject(shelf.path(sha256), sha256, range), options.unreadable),
    read: async (sha256) => {
      const parts = await Array.fromAsync(telling(readObject(shelf.path(sha256), sha256), options.unreadable));
      return Buffer.concat(parts);
    },
    remove: (sha256, ageMsMin = 0) => {
      const path = shelf.path(sha256);
      return ageMsMin === 0 ? rm(path, { force: true }) : removeOld(path, clock.wall() - ageMsMin);
    },
    list: () => listObjects(folder, clock),
    free: async () => {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  };
}

/** Hashes and counts while writing; when it resolves the draft's bytes are synced. */
async function writeDraft(
  path: string,
  source: AsyncIterable<Uint8Array> | Uint8Array,
  bytesMax: number,
  clock: Clock,
): Promise<StoredFile> {
  const hash = createHash("sha256");
  let size = 0;
  const handle = await onDisk("other", () => open(path, "wx", 0o600));
  try {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      size += chunk.byteLength;
      if (size > bytesMax) throw new FileTooLarge(`more than ${bytesMax} bytes`);
      hash.update(chunk);
      await onDisk("write", () => writeWhole(handle, chunk));
    }
    // By the clock that tells its age later, whatever the disk thinks.
    const now = new Date(clock.wall());
    await onDisk("other", () => handle.utimes(now, now));
    await onDisk("sync", () => handle.sync());
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest("hex"), size };
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.byteLength) written += (await handle.write(chunk, written)).bytesWritten;
}

/** The folders of two hexadecimal digits, each made and synced once per process. */
function createShelf(folder: string, clock: Clock) {
  const made = new Map<string, Promise<void>>();
  const shelfOf = (sha256: string) => join(folder, sha256.slice(0, 2));
  const path = (sha256: string) => {
    if (!SHA256.test(sha256)) throw new FileMissing(`not the name of an object: ${sha256}`);
    return join(shelfOf(sha256), sha256.slice(2));
  };
  const ready = async (shelf: string) => {
    const making = made.get(shelf) ?? makeFolder(shelf);
    made.set(shelf, making);
    await making.catch((error) => {
      made.delete(shelf);
      throw error;
    });
  };

  return {
    path,
    /** Gives a synced draft its name, durably, also where an object is there: it may be damaged, and the draft's bytes are surely what the name says. */
    place: async (draft: string, sha256: string) => {
      await ready(shelfOf(sha256));
      const target = path(sha256);
      await onDisk("other", () => rename(draft, target)).catch(async (error: NodeJS.ErrnoException) => {
        // Where an open file cannot be replaced (Windows), the object stays, and is young again: who asked for it needs it now.
        if (!isInUse(error) || !(await isYoungAgain(target, clock.wall()))) throw error;
        await rm(draft);
      });
      await syncFolder(shelfOf(sha256));
    },
  };
}

const isInUse = ({ code }: NodeJS.ErrnoException): boolean => ["EPERM", "EACCES", "EBUSY"].includes(code ?? "");

async function* listObjects(folder: string, clock: Clock): AsyncGenerator<StoredFile & { readonly ageMs: number }> {
  for await (const shelf of await opendir(folder)) {
    if (!/^[0-9a-f]{2}$/.test(shelf.name)) continue;
    for await (const entry of await opendir(join(folder, shelf.name))) {
      if (isAside(entry.name)) await putBack(join(folder, shelf.name, entry.name));
      const sha256 = shelf.name + entry.name;
      const found = await stat(join(folder, shelf.name, entry.name)).catch(() => undefined);
      if (found === undefined || !SHA256.test(sha256)) continue;
      yield { sha256, size: found.size, ageMs: Math.max(0, clock.wall() - found.mtimeMs) };
    }
  }
}

async function removeLeftOvers(incoming: string, before: number): Promise<void> {
  for await (const entry of await opendir(incoming)) {
    const path = join(incoming, entry.name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && found.mtimeMs <= before) await rm(path, { recursive: true, force: true });
  }
}
