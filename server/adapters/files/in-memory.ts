import { createHash } from "node:crypto";
import { freemem } from "node:os";
import { FileMissing, type Files, FileTooLarge } from "../../ports/files.ts";

/** Files that are gone with the last reference to them: for what is looked at and not kept (desktop.md 8.4). Nothing bounds them but what is put. */
export function createMemoryFiles(): Files {
  const objects = new Map<string, Uint8Array>();
  const object = (sha256: string): Uint8Array => {
    const bytes = objects.get(sha256);
    if (bytes === undefined) throw new FileMissing(`${sha256} is not there`);
    return bytes;
  };
  return {
    async put(source, bytesMax = Number.POSITIVE_INFINITY) {
      const bytes = await gathered(source, bytesMax);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      objects.set(sha256, bytes);
      return { sha256, size: bytes.length };
    },
    async *open(sha256, { start, end } = { start: 0, end: Number.POSITIVE_INFINITY }) {
      yield object(sha256).subarray(start, end);
    },
    read: async (sha256) => object(sha256),
    remove: async (sha256) => {
      objects.delete(sha256);
    },
    async *list() {
      for (const [sha256, { length }] of objects) yield { sha256, size: length, ageMs: 0 };
    },
    free: async () => freemem(),
  };
}

/** A copy: what was put does not change with what it was made of. */
async function gathered(source: AsyncIterable<Uint8Array> | Uint8Array, bytesMax: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of source instanceof Uint8Array ? [source] : source) {
    size += part.length;
    if (size > bytesMax) throw new FileTooLarge(`more than ${bytesMax} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
