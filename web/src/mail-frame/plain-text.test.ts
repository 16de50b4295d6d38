import assert from "node:assert/strict";
import { test } from "node:test";
import { beginningOf, partsOf } from "./plain-text.ts";

test("what the server found quoted stands apart, and every word stays", () => {
  const text = "Yes.\n\nAnn wrote:\nReally?\n\nSure.\n-- \nBob";
  const kinds = [
    ["new", "Yes.\n\n"],
    ["quoted", "Ann wrote:\n"],
    ["quoted", "Really?\n\n"],
    ["new", "Sure.\n"],
    ["signature", "-- \nBob"],
  ] as const;
  let start = 0;
  const ranges = kinds.map(([kind, { length }]) => {
    start += length;
    return { kind, start: start - length, end: start, rule: "" };
  });
  const parts = partsOf(text, ranges);
  assert.deepEqual(
    parts.map((part) => [part.kind, part.text]),
    [
      ["text", "Yes."],
      ["quote", "Ann wrote:\nReally?"],
      ["text", "Sure.\n-- \nBob"],
    ],
  );
  assert.equal(new Set(parts.map(({ at }) => at)).size, 3);
});

test("where nobody said what is quoted, lines with > are", () => {
  assert.deepEqual(
    partsOf("Yes.\r\n> Really?\n> Now?\nSure.\n").map((part) => [part.kind, part.text]),
    [
      ["text", "Yes."],
      ["quote", "> Really?\n> Now?"],
      ["text", "Sure."],
    ],
  );
});

test("a long text begins with whole lines, and with whole characters where it has no lines", () => {
  assert.equal(beginningOf("one\ntwo\nthree", 9), "one\ntwo\n");
  assert.equal(beginningOf("one\ntwo", 7), "one\ntwo");
  assert.equal(beginningOf("xx😀😀", 5), "xx😀");
  assert.equal(beginningOf(`a\n${"x".repeat(20)}`, 10), `a\n${"x".repeat(8)}`);
});
