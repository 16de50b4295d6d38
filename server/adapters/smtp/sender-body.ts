import { Readable } from "node:stream";

const CHUNK_BYTES = 65_536;
/** The line end before the dot. Without it no receiver can take what it has for a whole message. */
const HELD_BYTES = 2;

/** A message's bytes on their way to the library, without their end until it is released (mail.md 11.3). */
export type HeldBody = {
  readonly stream: Readable;
  /** Whether the library has asked for any of it: then DATA was answered with 354. */
  hasBegun(): boolean;
  /** Resolves when the library has taken everything but the end. */
  readonly reached: Promise<void>;
  /** Lets the end go; then the library adds the dot. */
  release(): void;
};

export function createHeldBody(raw: Uint8Array): HeldBody {
  const end = raw.byteLength - HELD_BYTES;
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  let position = 0;
  const stream = new Readable({
    // Nothing is read ahead: asked for more means that everything before has been taken.
    highWaterMark: 1,
    read() {
      if (position >= end) return resolve();
      const next = Math.min(position + CHUNK_BYTES, end);
      this.push(raw.subarray(position, next));
      position = next;
    },
  });
  return {
    stream,
    hasBegun: () => position > 0,
    reached,
    release: () => {
      stream.push(raw.subarray(end));
      stream.push(null);
    },
  };
}
