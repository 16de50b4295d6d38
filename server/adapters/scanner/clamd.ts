import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Scanner, ScanResult, ScanTrouble } from "../../ports/scanner.ts";

export type ClamdSettings = {
  readonly at: { readonly host: string; readonly port: number } | { readonly path: string };
  /** Longest time for one file, the connection included. */
  readonly scanMs: number;
};

const replyBytesMax = 4_096;

/** clamd over its socket, one connection for each file, by INSTREAM: it needs no access to our files. clamd(8) */
export const createClamd = ({ at, scanMs }: ClamdSettings): Scanner => ({
  async scan(bytes) {
    const socket = "path" in at ? connect(at.path) : connect(at.port, at.host);
    const timer = setTimeout(() => socket.destroy(new NoAnswer("no answer in time")), scanMs);
    const trouble: { ofBytes: unknown } = { ofBytes: undefined };
    // Whatever it says ends the sending: it answers early when it has heard enough.
    const sending = pipeline(Readable.from(framed(bytes, trouble)), socket, { end: false }).catch(() => undefined);
    const result = await answerOf(socket);
    clearTimeout(timer);
    socket.destroy();
    await sending;
    if (trouble.ofBytes !== undefined) throw trouble.ofBytes;
    return result;
  },
});

class NoAnswer extends Error {}

const command = Buffer.from("zINSTREAM\0");
const end = Buffer.alloc(4);

/** Each chunk behind its length. */
async function* framed(bytes: AsyncIterable<Uint8Array>, trouble: { ofBytes: unknown }): AsyncGenerator<Uint8Array> {
  yield command;
  for await (const chunk of watched(bytes, trouble)) {
    if (chunk.byteLength === 0) continue;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.byteLength);
    yield Buffer.concat([length, chunk]);
  }
  yield end;
}

/** Keeps what reading them throws: the stream would take it for the scanner's trouble, and throws that in here too. */
async function* watched(bytes: AsyncIterable<Uint8Array>, trouble: { ofBytes: unknown }): AsyncGenerator<Uint8Array> {
  const reading = bytes[Symbol.asyncIterator]();
  const next = async () => {
    try {
      return await reading.next();
    } catch (error) {
      trouble.ofBytes = error;
      throw error;
    }
  };
  try {
    for (let read = await next(); read.done !== true; read = await next()) yield read.value;
  } finally {
    await reading.return?.();
  }
}

/** What it says before it closes; a connection that breaks without a word is trouble. */
function answerOf(socket: Socket): Promise<ScanResult> {
  return new Promise((resolve) => {
    let said = "";
    let because = "the scanner ended the connection";
    let trouble: ScanTrouble = "away";
    socket.once("connect", () => {
      trouble = "unclear";
    });
    socket.on("data", (chunk: Buffer) => {
      said += chunk.toString("latin1");
      if (said.includes("\0") || said.length > replyBytesMax) resolve(resultOf(said));
    });
    socket.on("error", (error) => {
      because = `the scanner cannot be asked: ${error.message}`;
      if (error instanceof NoAnswer && trouble === "unclear") trouble = "late";
    });
    socket.once("close", () => resolve(said === "" ? { kind: "error", text: because, trouble } : resultOf(said)));
  });
}

function resultOf(said: string): ScanResult {
  const line = said.slice(0, replyBytesMax).replace(/\0.*$/s, "").trim();
  if (/: OK$/.test(line)) return { kind: "clean" };
  const signature = /^[^:]*: (.+) FOUND$/.exec(line)?.[1];
  if (signature !== undefined) return { kind: "infected", signature };
  const text = `the scanner says: ${line.replace(/[^\x20-\x7e]/g, "?").slice(0, 200)}`;
  return { kind: "error", text, trouble: "unclear" };
}
