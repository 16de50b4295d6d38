import assert from "node:assert/strict";
import test from "node:test";
import { levelsIn, levelTyped, type Typed } from "./levels.ts";

test("a digit is a level; 1 and then soon 0, in the same cell, is ten", () => {
  const typed = (digit: string, at = 0, cell = "a"): Typed => ({ cell, digit, at });
  assert.equal(levelTyped(typed("7"), undefined), 7);
  assert.equal(levelTyped(typed("0", 1_000), typed("1")), 10);
  assert.equal(levelTyped(typed("0", 2_000), typed("1")), 0);
  assert.equal(levelTyped(typed("0", 10, "b"), typed("1")), 0);
  assert.equal(levelTyped(typed("1", 10), typed("1")), 1);
});

test("a block from a spreadsheet is rows of levels; empty cells and dashes are none, and what is no level is named", () => {
  assert.deepEqual(levelsIn("1\t2\r\n\t10\r\n"), {
    rows: [
      [1, 2],
      [null, 10],
    ],
  });
  assert.deepEqual(levelsIn("–"), { rows: [[null]] });
  assert.deepEqual(levelsIn(" 3 \t-"), { rows: [[3, null]] });
  assert.deepEqual(levelsIn(""), { rows: [[null]] });
  for (const wrong of ["11", "x", "1.5", "-1"]) assert.deepEqual(levelsIn(`1\t${wrong}`), { wrong });
});
