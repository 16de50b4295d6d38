import type { Chance } from "../../ports/chance.ts";
import { NoRoom } from "../../ports/files.ts";
import type { Log } from "../../ports/log.ts";
import { Busy } from "../../ports/passwords.ts";
import { NotApplied } from "../../ports/store.ts";
import { failed } from "../../wire/answers.ts";
import type { Answer } from "../../wire/entry.ts";
import { failures, type Status } from "../../wire/status.ts";

/** An answer that ends a request early: thrown by whoever finds the reason, sent by the error handler. */
export class HttpFailure extends Error {
  readonly answer: Answer;

  constructor(answer: Answer, options?: ErrorOptions) {
    super("the request was answered early", options);
    this.answer = answer;
  }
}

/** A refusal of the protocol itself. wire.md 1.4 */
export const failure = (status: Status, headers?: Answer["headers"], options?: ErrorOptions): HttpFailure =>
  new HttpFailure(failed(status, headers), options);

/** Repeat freely, but not yet. */
export const retryAfter = (seconds: number): Answer["headers"] => ({ "Retry-After": String(seconds) });

/**
 * Whatever was thrown, as an answer with both envelopes: 503 and 429 where surely nothing was applied, else 500 with an id that is in the
 * log. Never throws. architecture.md 9
 */
export function answerTo(error: unknown, { log, chance }: { readonly log: Log; readonly chance: Chance }): Answer {
  if (error instanceof HttpFailure) return error.answer;
  if (error instanceof NoRoom) {
    log.warn({ cause: error }, "a request needs room that the disk has not got");
    return failed(failures.unavailable, retryAfter(roomAwaitedSeconds));
  }
  if (error instanceof NotApplied) {
    log.warn({ cause: error }, "a request could not be served now");
    return failed(failures.unavailable, retryAfter(2));
  }
  if (error instanceof Busy) return failed(failures.rate, retryAfter(1));
  const refusedByFastify = refusalOfFastify(error);
  if (refusedByFastify !== undefined) return failed(refusedByFastify);
  const id = Buffer.from(chance.bytes(8)).toString("hex");
  log.error({ cause: error, id }, "a request failed");
  return failed({ ...failures.internal, text: `${failures.internal.text} (log id ${id})` });
}

/** How long a client does well to wait for free space. */
const roomAwaitedSeconds = 60;

/** What Fastify and Node refuse by themselves: bad lengths, types and broken bodies. */
function refusalOfFastify(error: unknown): Status | undefined {
  if (isGone(error)) return unreadable;
  if (!(error instanceof Error) || !("statusCode" in error)) return undefined;
  if (typeof error.statusCode !== "number" || error.statusCode < 400 || error.statusCode > 499) return undefined;
  if (error.statusCode === 413) return failures.bodyTooLarge;
  if (error.statusCode === 415) return failures.mediaType;
  return { ...unreadable, http: error.statusCode };
}

/** Whoever sent the body went away in the middle of it: nobody hears the answer, and it is no fault of ours. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ECONNRESET" && error.message === "aborted";

/** The request itself is broken. */
export const unreadable = { code: 10, http: 400, text: "the request cannot be read" } as const satisfies Status;
export const tooLate = { code: 10, http: 408, text: "the request did not arrive in time" } as const satisfies Status;
export const headTooLarge = {
  code: 10,
  http: 431,
  text: "the request's headers are too large",
} as const satisfies Status;
