import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { refused } from "../../wire/answers.ts";
import type { ApiRequest } from "../../wire/entry.ts";
import { HttpFailure } from "./failure.ts";
import { pathOf, queryOf } from "./tidy-url.ts";

/** The key of a repeatable request, and what the request is known by. Throws 400, code 10, for a key that is none. wire.md 1.9 */
export function idempotencyOf(request: FastifyRequest, body: Uint8Array): ApiRequest["idempotency"] {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (typeof key !== "string" || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    const because = "expected 1 to 255 visible ASCII characters";
    throw new HttpFailure(refused({ kind: "badValue", path: "Idempotency-Key", because }));
  }
  const requestHash = createHash("sha256")
    .update(`${request.method} ${pathOf(request.url)}${groupIn(request.url)}\n`)
    .update(body)
    .digest("hex");
  return { key, requestHash };
}

/** Path and body are what a request is known by; the group of a workbin may stand in either place (wire.md 1.9, 7). */
function groupIn(url: string): string {
  const { agentGroup } = queryOf(url);
  return agentGroup === undefined ? "" : `?${JSON.stringify({ agentGroup })}`;
}
