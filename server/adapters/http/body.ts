import type { IncomingMessage } from "node:http";
import { failures } from "../../wire/status.ts";
import { failure } from "./failure.ts";
import { storable } from "./tidy-url.ts";

/**
 * Reads a JSON body of at most `bytesMax`; undefined without one. A missing `Content-Type` counts as JSON. Throws 413, 415, 400, each
 * with code 10; what is not JSON is named `$`. wire.md 1.2
 */
export const readBody = async (request: IncomingMessage, bytesMax: number): Promise<unknown> =>
  jsonOf(request, await readBytes(request, bytesMax));

/** The body's bytes as JSON. Throws 415 and 400. */
export function jsonOf({ headers }: IncomingMessage, bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  const { "content-type": type, "content-encoding": encoding = "identity" } = headers;
  if (!isJson(type) || encoding.trim().toLowerCase() !== "identity") throw failure(failures.mediaType);
  return parseJson(bytes);
}

const isJson = (type: string | undefined): boolean =>
  type === undefined || /^\s*application\/json\s*(?:;|$)/i.test(type);

/** A body of at most `bytesMax`. Throws 413; the rest is read away unseen. */
export async function readBytes(request: IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  const tooLarge = () => failure(failures.bodyTooLarge);
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) throw new Error("a body arrives as bytes");
    length += chunk.length;
    if (length > bytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Strict JSON in strict UTF-8. Strings that no database keeps are made storable, wherever they are used later. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return unstorable.test(text) ? JSON.parse(text, reviveStorable) : JSON.parse(text);
  } catch (cause) {
    throw failure({ ...failures.malformedJson, text: "$: malformed JSON" }, {}, { cause });
  }
}

/** An escape of NUL or of half a character, or at least what looks like one. */
const unstorable = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

const reviveStorable = (_: string, value: unknown): unknown => (typeof value === "string" ? storable(value) : value);
