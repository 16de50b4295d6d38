import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Files } from "../../ports/files.ts";
import type { Download, TextDownload } from "../../wire/entry.ts";
import type { Status } from "../../wire/status.ts";
import { type ByteRange, byteRange } from "./byte-range.ts";
import { failure } from "./failure.ts";

/** Whatever the bytes are, nothing of them runs or is asked for. wire.md 6.3, reliability.md 7.2 S12 */
const fenced = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "sandbox; default-src 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "private, no-cache",
};

/** Browsers show a picture in a page that they write themselves, with a style of their own. */
const look = { "Content-Security-Policy": `${fenced["Content-Security-Policy"]}; style-src 'unsafe-inline'` };

const unsatisfiable = {
  code: 10,
  http: 416,
  text: "the range is not satisfiable",
} as const satisfies Status;

/**
 * Sends a stored file, or a part of it, as the client reads it; content is its own tag. It is only ever downloaded, but for what is to be
 * looked at. Throws 416. wire.md 6.3, desktop.md 3.4
 */
export function sendDownload(reply: FastifyReply, download: Download, files: Files): FastifyReply {
  const { size, sha256 } = download;
  const tag = `"${sha256}"`;
  const range = rangeFor(reply, size, tag);
  reply.headers(download.isShown === true ? { ...fenced, ...look } : fenced).headers({
    ETag: tag,
    "Accept-Ranges": "bytes",
    "Content-Disposition": dispositionOf(download.name, download.isShown),
  });
  if (isKnown(reply.request.headers["if-none-match"], tag)) return reply.code(304).send();
  const { start, end } = range ?? { start: 0, end: size };
  reply.headers({ "Content-Type": typeOf(download.mime), "Content-Length": end - start });
  if (range !== undefined) reply.code(206).header("Content-Range", `bytes ${start}-${end - 1}/${size}`);
  if (reply.request.method === "HEAD") return reply.send();
  return reply.send(Readable.from(files.open(sha256, { start, end })));
}

/** Sends a text while it is made; what goes wrong behind the first part cuts it off, which the client notices. */
export function sendText(reply: FastifyReply, { name, mime, parts }: TextDownload): FastifyReply {
  reply.headers({ ...fenced, "Cache-Control": "no-store" });
  reply.headers({ "Content-Type": mime, "Content-Disposition": dispositionOf(name) });
  return reply.request.method === "HEAD" ? reply.send() : reply.send(Readable.from(parts));
}

/** RFC 9110 §13.1.5: a part only of what the client has the rest of. */
function rangeFor({ request }: FastifyReply, size: number, tag: string): ByteRange | undefined {
  const { range, "if-range": ifRange = tag, "if-none-match": known } = request.headers;
  if (request.method !== "GET" || ifRange !== tag || isKnown(known, tag)) return undefined;
  const asked = byteRange(range, size);
  if (asked === "unsatisfiable") throw failure(unsatisfiable, { "Content-Range": `bytes */${size}` });
  return asked;
}

/** RFC 9110 §13.1.2 */
const isKnown = (ifNoneMatch: string | undefined, tag: string): boolean =>
  ifNoneMatch
    ?.split(",")
    .map((one) => one.trim().replace(/^W\//, ""))
    .some((one) => one === "*" || one === tag) ?? false;

/** RFC 6266 §4.3, RFC 8187: a name for old clients, and the true one. */
export function dispositionOf(name: string, isShown = false): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]|%(?=[0-9a-f]{2})/gi, "_");
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${isShown ? "inline" : "attachment"}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** A stranger's mail may have anything as its type. */
const typeOf = (mime: string): string =>
  /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(mime) ? mime : "application/octet-stream";
