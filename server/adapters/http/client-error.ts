import type { Socket } from "node:net";
import { failed } from "../../wire/answers.ts";
import { headTooLarge, tooLate, unreadable } from "./failure.ts";

type ClientError = Error & { readonly code?: string };

/** How long whoever was refused may go on sending before the connection is cut. */
const lingerMs = 1_000;

/**
 * Answers what Node's parser refused before it was a request: with the same envelope as everything else, then the end, also for those who
 * never stop sending their headers. reliability.md 7.2 S25
 */
export function answerClientError(error: ClientError, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const answer = failed(statusOf(error.code));
  const body = "json" in answer ? answer.json : "";
  const head = [
    `HTTP/1.1 ${answer.status} ${phrases[answer.status] ?? "Error"}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Cache-Control: no-store",
    "X-Content-Type-Options: nosniff",
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  const cut = setTimeout(() => socket.destroy(), lingerMs);
  socket.once("close", () => clearTimeout(cut));
}

function statusOf(code: string | undefined) {
  if (code === "HPE_HEADER_OVERFLOW") return headTooLarge;
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? tooLate : unreadable;
}

const phrases: Readonly<Record<number, string>> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};
