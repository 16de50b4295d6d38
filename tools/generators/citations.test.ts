import assert from "node:assert/strict";
import test from "node:test";
import { citationsIn } from "./citations.ts";

const cited = (line: string): readonly string[] =>
  citationsIn("x.ts", line).map(
    ({ document, section, isMissing }) => `${document}|${section}${isMissing ? "|missing" : ""}`,
  );

test("a comment's sources are found with their sections", () => {
  assert.deepEqual(cited("/** Joins threads. RFC 5322 §3.6.4; mail.md 5.1 */"), ["RFC 5322|3.6.4", "mail.md|5.1"]);
  assert.deepEqual(cited(" * GWS Email/Accept, `wire.md` 4.2, 5.4"), [
    "GWS|Email/Accept",
    "wire.md|4.2",
    "wire.md|5.4",
  ]);
  assert.deepEqual(cited("const a = 1; // scale.md 1.1, point 3"), ["scale.md|1.1"]);
  assert.deepEqual(cited("// RFC 1870, 6152"), ["RFC 1870|"]);
});

test("a todo beside a source lists it as missing", () => {
  assert.deepEqual(cited("// todo: REQUIRETLS, RFC 8689 §2"), ["RFC 8689|2|missing"]);
});

test("what is no comment names no source", () => {
  assert.deepEqual(cited('const text = "RFC 5322 §3.6.4";'), []);
});
