import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { type ArchiveRecord, firstLine, headBytes, kinds, payloadBytesMax } from "./format.ts";

/** It is no backup, or not the one that was written. One clear line; nothing of it may be used. */
export class ArchiveRefused extends Error {}

/**
 * The records of a backup in their order, without the digest, which is compared when all are read: whoever stops before knows nothing.
 * Throws `ArchiveRefused`, and what the disk says.
 */
export async function* readArchive(path: string): AsyncGenerator<ArchiveRecord> {
  const handle = await open(path, "r");
  try {
    if (!(await handle.stat()).isFile()) throw new ArchiveRefused("it is no ordinary file");
    yield* recordsOf(createInput(handle));
  } finally {
    await handle.close();
  }
}

async function* recordsOf(input: Input): AsyncGenerator<ArchiveRecord> {
  const line = await input.take(firstLine.length);
  if (Buffer.from(line).toString("latin1") !== firstLine) throw new ArchiveRefused("it is no backup of postroom");
  for (;;) {
    const before = input.hash.copy();
    const head = Buffer.from(await input.take(headBytes));
    const kind = kinds[head.readUInt8() - 1];
    const length = head.readUInt32BE(1);
    if (kind === undefined || length > payloadBytesMax) throw damaged("it has what no backup has");
    const payload = await input.take(length);
    if (kind === "digest") return assertEnd(before, payload, await input.isAtEnd());
    yield { kind, payload };
  }
}

function assertEnd(hash: Hash, digest: Uint8Array, isAtEnd: boolean): void {
  if (!isAtEnd) throw damaged("something stands behind its end");
  if (!hash.digest().equals(digest)) throw damaged("its bytes are not those that were written");
}

const damaged = (because: string): ArchiveRefused => new ArchiveRefused(`the backup is damaged: ${because}`);

type Input = {
  /** Of all that was taken. */
  readonly hash: Hash;
  take(length: number): Promise<Uint8Array>;
  isAtEnd(): Promise<boolean>;
};

function createInput(handle: FileHandle): Input {
  const hash = createHash("sha256");
  let position = 0;
  return {
    hash,
    async take(length) {
      const bytes = Buffer.allocUnsafe(length);
      for (let had = 0; had < length; ) {
        const { bytesRead } = await handle.read(bytes, had, length - had, position);
        if (bytesRead === 0) throw damaged("its end is missing");
        had += bytesRead;
        position += bytesRead;
      }
      hash.update(bytes);
      return bytes;
    },
    isAtEnd: async () => (await handle.read(Buffer.alloc(1), 0, 1, position)).bytesRead === 0,
  };
}
