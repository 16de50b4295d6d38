import assert from "node:assert/strict";
import { failureAnswer } from "@postroom/contract";
import type { Answer } from "./http.ts";

/** Asserts that this is a refusal in both dialects' envelope, with this HTTP status and code; returns its text. */
export function refused({ status, body, text }: Answer, http: number, code: number): string {
  const failure = failureAnswer.parse(body);
  assert.deepEqual([status, failure.statusCode], [http, code], text);
  assert.equal(failure.errorDescription, failure.statusMessage);
  return failure.statusMessage;
}
