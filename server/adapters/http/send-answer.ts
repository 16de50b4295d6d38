import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Files } from "../../ports/files.ts";
import type { Answer } from "../../wire/entry.ts";
import { sendDownload, sendText } from "./downloads.ts";

/** Statuses that even very old clients are told. wire.md 1.4 */
const alwaysTold: readonly number[] = [401, 429, 503];

/** Sends both envelopes as JSON; with `alwaysHttp200` under HTTP 200. A message's bytes and files are only ever downloaded, never shown. wire.md 1.3, 1.4 */
export function sendAnswer(
  reply: FastifyReply,
  answer: Answer,
  { files, alwaysHttp200 }: { readonly files: Files; readonly alwaysHttp200: boolean },
): FastifyReply {
  if ("download" in answer) return sendDownload(reply, answer.download, files);
  reply.header("Cache-Control", "no-store").headers(answer.headers);
  if ("json" in answer) {
    const isToldAs200 = alwaysHttp200 && !alwaysTold.includes(answer.status);
    return reply
      .code(isToldAs200 ? 200 : answer.status)
      .type("application/json; charset=utf-8")
      .send(answer.json);
  }
  if ("text" in answer) return sendText(reply, answer.text);
  const { raw } = answer;
  const size = "bytes" in raw ? raw.bytes.length : raw.size;
  reply
    .code(answer.status)
    .header("Content-Disposition", "attachment")
    .header("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
    .header("Content-Length", size);
  if (reply.request.method === "HEAD") return reply.send();
  return reply.send("bytes" in raw ? Buffer.from(raw.bytes) : Readable.from(files.open(raw.sha256)));
}
