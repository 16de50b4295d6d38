import assert from "node:assert/strict";
import { test } from "node:test";
import { csvLine } from "./csv.ts";

test("what would end a cell or a line is quoted", () => {
  assert.equal(csvLine(["a", 1, null, undefined, 'say "b"', "c,d", "e\r\nf"]), 'a,1,,,"say ""b""","c,d","e\r\nf"\r\n');
});

test("no text is a formula to a spreadsheet; numbers stay numbers", () => {
  assert.equal(csvLine(["=1+1", "+49", "-x", "@SUM(A1)", "\tx", -5]), "'=1+1,'+49,'-x,'@SUM(A1),'\tx,-5\r\n");
});
