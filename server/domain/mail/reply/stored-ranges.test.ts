import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuMs } from "../../../testing/cpu-ms.ts";
import { beginningOfNew, storedRanges } from "./stored-ranges.ts";

const nothing = { sent: [] };
const attribution = "On Tue, 24 Nov 2026 at 09:12, Larkspur Support <support@larkspur.test> wrote:\n";

test("a text that is all new has no ranges; any other is covered to its end", () => {
  assert.deepEqual(storedRanges("One bell is missing.\n", nothing), []);
  assert.deepEqual(storedRanges("", nothing), []);
  assert.deepEqual(storedRanges("Yes.\n> Really?\n", nothing), [
    { kind: "new", start: 0, end: 5, rule: "" },
    { kind: "quoted", start: 5, end: 15, rule: "prefix" },
  ]);
});

test("of a long text what lies behind the beginning is new, unless the client quotes to the end", () => {
  const long = "your bells were packed on Friday.\n".repeat(20_000);
  const quoting = `Yes.\n\n${attribution}${long}`;
  assert.deepEqual(
    storedRanges(quoting, nothing).map(({ kind, end }) => [kind, end]),
    [
      ["new", 6],
      ["quoted", quoting.length],
    ],
  );
  const below = `${`> ${long.slice(0, 30)}\n`.repeat(3_000)}Yes, and this is new.\n`;
  const last = storedRanges(below, nothing).at(-1);
  assert.deepEqual([last?.kind, last?.end], ["new", below.length]);
  assert.deepEqual(storedRanges("a".repeat(200_000), nothing), []);
});

test("there are never more than 500 ranges, and the last holds the rest", () => {
  const text = "Yes.\n> Really?\n".repeat(2_000);
  const ranges = storedRanges(text, nothing);
  assert.equal(ranges.length, 500);
  assert.deepEqual([ranges.at(-1)?.kind, ranges.at(-1)?.end], ["new", text.length]);
});

test("the beginning of what is new is cut to its length; nothing new: of the whole", () => {
  const text = `One bell is missing.\n\n> Really?\n\nSure.\n\n${attribution}> Dear Ann\n`;
  const ranges = storedRanges(text, nothing);
  assert.equal(beginningOfNew({ text, ranges }, 100), "One bell is missing.\n\nSure.");
  assert.equal(beginningOfNew({ text, ranges }, 8), "One bell");
  assert.equal(beginningOfNew({ text: "> Really?", ranges: storedRanges("> Really?", nothing) }, 100), "> Really?");
  assert.equal(beginningOfNew({ text }, 100), "One bell is missing.\n\nSure.", "a draft was never taken apart");
  assert.equal(beginningOfNew({ text: "Write to us.", ranges: [] }, 100), "Write to us.");
});

test("five megabytes made to hurt cost no more than their beginning", () => {
  for (const piece of [
    "\n",
    ":\n",
    "--\n",
    "\n--\na b. \n",
    "From: a\n",
    ">>> 1 >>>\n",
    "aaaaaa<a@x.test> a: b\n",
    "On 1, a wrote:\n",
  ]) {
    const text = piece.repeat(5_000_000 / piece.length);
    const startedAt = cpuMs();
    storedRanges(text, { sent: Array.from({ length: 5 }, () => text.slice(0, 10_000)) });
    assert.ok(cpuMs() - startedAt < 500, JSON.stringify(piece));
  }
});
