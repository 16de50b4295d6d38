import { createHash, type Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { FileDamaged, FileMissing } from "../../ports/files.ts";
import { openObject } from "./disk-removal.ts";

const READ_BYTES = 65_536;

type Range = { readonly start: number; readonly end: number };

/**
 * An object's bytes, or a part of them. Of a whole one the last bytes come only when all together are what the name says, so that nobody takes
 * a damaged one for it. Throws `FileMissing`, `FileDamaged`.
 */
export async function* readObject(path: string, sha256: string, range?: Range): AsyncGenerator<Uint8Array> {
  const handle = await openObject(path).catch((error) => {
    throw error.code === "ENOENT" ? new FileMissing(`${sha256} is not there`, { cause: error }) : damage(sha256, error);
  });
  try {
    const { start = 0, end = Number.POSITIVE_INFINITY } = range ?? {};
    const { size } = await handle.stat();
    const isWhole = start === 0 && end >= size;
    yield* isWhole ? whole(handle, sha256, size) : parts(handle, { start, end: Math.min(end, size) });
  } catch (error) {
    throw damage(sha256, error);
  } finally {
    await handle.close();
  }
}

/** Tells of each object that could not be given, besides the throw. */
export async function* telling(
  bytes: AsyncIterable<Uint8Array>,
  unreadable?: (error: FileMissing | FileDamaged) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    if (error instanceof FileMissing || error instanceof FileDamaged) unreadable?.(error);
    throw error;
  }
}

async function* whole(handle: FileHandle, sha256: string, size: number): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let last: Uint8Array | undefined;
  for await (const part of parts(handle, { start: 0, end: size })) {
    if (last !== undefined) yield last;
    hash.update(part);
    last = part;
  }
  assertIs(hash, sha256);
  if (last !== undefined) yield last;
}

function assertIs(hash: Hash, sha256: string): void {
  if (hash.digest("hex") !== sha256) throw new FileDamaged(`${sha256} is not what its name says`);
}

/** Objects never grow: no read looks for what may be behind their end, and a small one takes a small buffer. */
async function* parts(handle: FileHandle, { start, end }: Range): AsyncGenerator<Uint8Array> {
  for (let position = start; position < end; ) {
    const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, end - position));
    const { bytesRead } = await handle.read(buffer, 0, buffer.byteLength, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The device's own error is the object's; what else stands in the way of reading (no more handles) says nothing of it. */
const damage = (sha256: string, error: unknown): unknown =>
  error instanceof Error && "code" in error && error.code === "EIO"
    ? new FileDamaged(`${sha256} cannot be read from the disk`, { cause: error })
    : error;
