import { createHash } from "node:crypto";
import { type FileHandle, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { continuing, firstLine, headBytes, type Kind, kinds, partBytes } from "./format.ts";

/** A backup that is being written. */
export type ArchiveWriter = {
  /** Rows and bytes of any length; a head is one record. */
  write(kind: Kind, payload: Uint8Array): Promise<void>;
  /** Closes it with its digest, makes it durable and gives it its name, in place of an older one. Value: its bytes. */
  finish(): Promise<number>;
  /** Removes what was written; what had the name before keeps it. */
  abandon(): Promise<void>;
};

/** The disk does not take it. One clear line. */
export class ArchiveUnwritable extends Error {}

/** Begins a backup that will be called `path`: until it is whole it has another name. This and all it does throws `ArchiveUnwritable`. */
export async function createArchive(path: string): Promise<ArchiveWriter> {
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined && !found.isFile()) throw new ArchiveUnwritable("it is there, and no ordinary file");
  await removeGivenUp(path);
  const draft = `${path}.${process.pid}.partial`;
  const handle = await onDisk(() => open(draft, "w", 0o600));
  const hash = createHash("sha256");
  let size = 0;
  const append = async (...parts: readonly Uint8Array[]): Promise<void> => {
    for (const part of parts) {
      hash.update(part);
      size += part.byteLength;
      await onDisk(() => writeWhole(handle, part));
    }
  };
  await append(Buffer.from(firstLine));
  return {
    async write(kind, payload) {
      for (const part of partsOf(kind, payload)) await append(headOf(kind, part.byteLength), part);
    },
    async finish() {
      const digest = hash.copy().digest();
      await append(headOf("digest", digest.byteLength), digest);
      await onDisk(async () => {
        await handle.sync();
        await handle.close();
        await rename(draft, path);
        await syncFolder(dirname(path));
      });
      return size;
    },
    async abandon() {
      await handle.close().catch(() => undefined);
      await rm(draft, { force: true });
    },
  };
}

/** What backups of this name have left whose processes were killed. */
async function removeGivenUp(path: string): Promise<void> {
  const start = `${basename(path)}.`;
  for (const name of await onDisk(() => readdir(dirname(path)))) {
    const maker = name.startsWith(start) ? /^(\d+)\.partial$/.exec(name.slice(start.length))?.[1] : undefined;
    if (maker !== undefined && !isAlive(Number(maker))) await rm(join(dirname(path), name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function onDisk<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    throw new ArchiveUnwritable(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** A row can be as large as the largest mail: what goes on in the next record is cut, so that none is longer than its reader takes. */
function* partsOf(kind: Kind, payload: Uint8Array): Generator<Uint8Array> {
  if (!continuing.has(kind)) return yield payload;
  for (let from = 0; from < payload.byteLength; from += partBytes) yield payload.subarray(from, from + partBytes);
}

function headOf(kind: Kind, length: number): Uint8Array {
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(kinds.indexOf(kind) + 1);
  head.writeUInt32BE(length, 1);
  return head;
}

async function writeWhole(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.byteLength; ) written += (await handle.write(bytes, written)).bytesWritten;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
