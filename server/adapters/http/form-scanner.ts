/** The form ends too early, or is none. */
export class FormBroken extends Error {}

/** Looks for delimiters in a stream of chunks; never holds more than one chunk and a delimiter. */
export type Scanner = {
  /** What stands before the delimiter, as it comes; the delimiter is taken with it. Throws `FormBroken` when the stream ends first. */
  until(delimiter: Uint8Array): AsyncGenerator<Uint8Array>;
  /** The next bytes, so many. Throws `FormBroken`. */
  take(count: number): Promise<Buffer>;
  /** Bytes that were taken come again. */
  giveBack(bytes: Uint8Array): void;
  /** Everything to the end of the stream. */
  rest(): AsyncGenerator<Uint8Array>;
  /** Lets go of the stream. */
  close(): Promise<void>;
};

export function createScanner(source: AsyncIterable<Uint8Array>): Scanner {
  const input = source[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);

  async function hasMore(): Promise<boolean> {
    const next = await input.next();
    if (next.done === true) return false;
    held = Buffer.concat([held, next.value]);
    return true;
  }

  async function more(): Promise<void> {
    if (!(await hasMore())) throw new FormBroken("the form ends too early");
  }

  function cut(length: number): Buffer {
    const front = held.subarray(0, length);
    held = held.subarray(length);
    return front;
  }

  return {
    async *until(delimiter) {
      for (;;) {
        const at = held.indexOf(delimiter);
        const length = at < 0 ? held.length - delimiter.length + 1 : at;
        if (length > 0) yield cut(length);
        if (at >= 0) {
          cut(delimiter.length);
          return;
        }
        await more();
      }
    },
    async take(count) {
      while (held.length < count) await more();
      return cut(count);
    },
    giveBack(bytes) {
      held = Buffer.concat([bytes, held]);
    },
    async *rest() {
      do yield cut(held.length);
      while (await hasMore());
    },
    async close() {
      await input.return?.();
    },
  };
}
