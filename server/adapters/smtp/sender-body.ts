import { Readable } from "node:stream";
import type { SealedBytes } from "../../ports/mail.ts";

/** The line end before the dot. Without it no receiver can take what it has for a whole message. */
export const heldBytes = Buffer.from("\r\n");

/** A message's bytes on their way to the library, without their end until it is released (mail.md 11.3). */
export type HeldBody = {
  readonly stream: Readable;
  /** Whether the library has asked for any of it: then DATA was answered with 354. */
  hasBegun(): boolean;
  /** Resolves when it has. */
  readonly begun: Promise<void>;
  /** Resolves when the library has taken everything but the end. */
  readonly reached: Promise<void>;
  /** Why the message could not be read to its end; the library has heard of it as an error of the stream. */
  failure(): Error | undefined;
  /** Lets the end go; then the library adds the dot. */
  release(): void;
};

export function createHeldBody({ size, open }: SealedBytes): HeldBody {
  const end = size - heldBytes.length;
  // The whole, although its end is held: only so does the store see that it is what was sealed.
  const source = open({ start: 0, end: size })[Symbol.asyncIterator]();
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  let hasBegun = false;
  let position = 0;
  let failure: Error | undefined;

  async function push(stream: Readable): Promise<void> {
    hasBegun = true;
    begun.resolve();
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      const part = next.value.subarray(0, end - position);
      position += part.length;
      if (part.length > 0) {
        stream.push(part);
        return;
      }
    }
    if (position !== end) throw new Error(`the sealed message ends after ${position} bytes`);
    resolve();
  }

  const stream = new Readable({
    // Nothing is read ahead: asked for more means that everything before has been taken.
    highWaterMark: 1,
    read() {
      push(this).catch((error: unknown) => {
        failure = error instanceof Error ? error : new Error(String(error));
        this.destroy(failure);
      });
    },
    destroy(error, destroyed) {
      Promise.resolve(source.return?.()).then(() => destroyed(error), destroyed);
    },
  });
  return {
    stream,
    hasBegun: () => hasBegun,
    begun: begun.promise,
    reached,
    failure: () => failure,
    release: () => {
      stream.push(heldBytes);
      stream.push(null);
    },
  };
}
