import type { IncomingMessage } from "node:http";
import { failures } from "../../wire/status.ts";
import { failure } from "./failure.ts";
import { storable } from "./tidy-url.ts";

/** A body as it came, and as JSON. */
export type Body = { readonly bytes: Uint8Array; readonly json: unknown };

/**
 * Reads a JSON body of at most `bytesMax`; `json` is undefined without one. A missing `Content-Type` counts as JSON. Throws 413, 415, 400,
 * each with code 10; what is not JSON is named `$`. wire.md 1.2
 */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Body> {
  const bytes = await readBytes(request, bytesMax);
  if (bytes.length === 0) return { bytes, json: undefined };
  const { "content-type": type, "content-encoding": encoding = "identity" } = request.headers;
  if (!isJson(type) || encoding.trim().toLowerCase() !== "identity") throw failure(failures.mediaType);
  return { bytes, json: parseJson(bytes) };
}

const isJson = (type: string | undefined): boolean =>
  type === undefined || /^\s*application\/json\s*(?:;|$)/i.test(type);

/** The rest of a body that is too large is not read: the connection ends with the answer. */
async function readBytes(request: IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  const tooLarge = () => failure(failures.bodyTooLarge, { Connection: "close" });
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
