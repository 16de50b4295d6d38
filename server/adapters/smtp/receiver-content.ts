import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { Files } from "../../ports/files.ts";
import type { RawMessage } from "../../ports/mail.ts";
import { createLineEnds, type LineEnds } from "./line-ends.ts";
import type { ReceiverSettings } from "./receiver-settings.ts";
import { Refused } from "./replies.ts";

export type Content = {
  readonly raw: RawMessage;
  readonly bareLineEnds: boolean;
};

type Limits = Pick<ReceiverSettings, "messageBytesMax" | "memoryBytesMax" | "bareNewlines">;

/**
 * Reads a message to its end: small ones into memory, larger ones into the file store, synced (mail.md 2.2).
 * Throws `Refused` for too many bytes or a wrong end of data, and what the store throws; then the rest has been read
 * away, so that the answer comes where the client expects it, and nothing is left behind. Throws `ClientGone` when the
 * connection ends before the message does.
 */
export async function readContent(stream: Readable, limits: Limits, files: Files): Promise<Content> {
  const lineEnds = createLineEnds();
  const chunks = checked(stream, limits, lineEnds);
  try {
    const { head, isWhole } = await readHead(chunks, limits.memoryBytesMax);
    const raw = isWhole ? { bytes: head } : await files.put(joined(head, chunks), limits.messageBytesMax);
    return { raw, bareLineEnds: lineEnds.bare() };
  } catch (error) {
    if (isCut(stream)) throw new ClientGone("the client left inside DATA", { cause: error });
    // As long as the generator waits in the middle, it holds the stream still.
    await chunks.return(undefined);
    await drain(stream);
    throw error;
  }
}

/** Nobody is left to answer, and nothing was stored. */
export class ClientGone extends Error {}

async function* checked(stream: Readable, limits: Limits, lineEnds: LineEnds): AsyncGenerator<Uint8Array> {
  let size = 0;
  // Not destroyed when we stop early: a destroyed stream makes the library answer before the client has sent its dot.
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    const bytes: Uint8Array = chunk;
    size += bytes.byteLength;
    if (size > limits.messageBytesMax) throw new Refused("tooBig");
    lineEnds.read(bytes);
    if (lineEnds.wrongEnd()) throw new Refused("wrongEnd");
    if (lineEnds.bare() && limits.bareNewlines === "refuse") throw new Refused("bareLineEnd");
    yield bytes;
  }
}

async function readHead(chunks: AsyncGenerator<Uint8Array>, bytesMax: number) {
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size <= bytesMax) {
    const next = await chunks.next();
    if (next.done === true) return { head: whole(parts, size), isWhole: true };
    parts.push(next.value);
    size += next.value.byteLength;
  }
  return { head: whole(parts, size), isWhole: false };
}

/** In memory of its own, so that it can be moved to another thread. */
function whole(parts: readonly Uint8Array[], size: number): Uint8Array {
  const joint = Buffer.allocUnsafeSlow(size);
  let at = 0;
  for (const part of parts) {
    joint.set(part, at);
    at += part.byteLength;
  }
  return joint;
}

async function* joined(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

function isCut(stream: Readable): boolean {
  return stream.destroyed && !stream.readableEnded;
}

async function drain(stream: Readable): Promise<void> {
  if (stream.readableEnded) return;
  stream.resume();
  await finished(stream, { writable: false }).catch((error) => {
    throw new ClientGone("the client left inside DATA", { cause: error });
  });
}
