import type { BodyProblem } from "@postroom/contract";
import type { Refusal } from "../domain/interaction/refusals.ts";
import type { RememberedAnswer } from "../ports/journal.ts";
import type { Answer } from "./entry.ts";
import { type Status, statusOf } from "./status.ts";

export type Members = Readonly<Record<string, unknown>>;

/** A success in the envelopes of both dialects, the members behind them. wire.md 1.3 */
export const success = (members: Members, headers: Answer["headers"] = {}): Answer => ({
  status: 200,
  headers,
  json: JSON.stringify({ status: "ok", statusCode: 0, ...members }),
});

/** What a write made or changed: where it is, the whole resource under its singular name, its version. wire.md 1.7, 1.9 */
export const writtenResource = (under: string, resource: Written): Answer =>
  success({ id: resource.id, uri: resource.uri, path: resource.path, [under]: resource }, etag(resource.version));

type Written = Members & Readonly<Record<"id" | "uri" | "path", string>> & { readonly version: number };

/** Partial success: code 7. wire.md 1.3 */
export const partialSuccess = (done: number, asked: number, members: Members): Answer => ({
  status: 200,
  headers: {},
  json: JSON.stringify({ status: "ok", statusCode: 7, statusMessage: `${done} of ${asked} done`, ...members }),
});

/** A refusal in both envelopes; nothing was changed. wire.md 1.3 */
export function refused(refusal: Refusal): Answer {
  const status = statusOf(refusal);
  const isDenied = status.http === 403 && (status.code === 3 || status.code === 5);
  return { ...failed(status), ...(isDenied ? { denied: status.text } : {}) };
}

/** A failure in both envelopes; what the protocol itself refuses comes from `failures`. */
export const failed = ({ code, http, text, besides }: Status, headers: Answer["headers"] = {}): Answer => ({
  status: http,
  headers,
  json: JSON.stringify({ status: "error", errorDescription: text, statusCode: code, statusMessage: text, ...besides }),
});

/** The first answer to the same `Idempotency-Key` again, byte for byte. wire.md 1.9 */
export const replayed = ({ status, body }: RememberedAnswer): Answer => ({
  status,
  headers: { "Idempotency-Replayed": "true" },
  json: body,
});

/** The version of one interaction (wire.md 1.9). */
export const etag = (version: number): Answer["headers"] => ({ ETag: `"${version}"` });

/** What a schema found, as a refusal. */
export function refusalOf({ code, path, message }: BodyProblem): Refusal {
  switch (code) {
    case 1:
      return { kind: "missing", path };
    case 2:
      return { kind: "contradiction", path, because: message };
    case 10:
      return { kind: "badValue", path, because: message };
    case 11:
      return { kind: "readOnly", path };
  }
}
