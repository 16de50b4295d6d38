import assert from "node:assert/strict";
import { test } from "node:test";
import { byteRange } from "./byte-range.ts";

test("a range of bytes is read as RFC 9110 says, and what is none asks for everything", () => {
  const rows = [
    ["bytes=0-9", { start: 0, end: 10 }],
    ["bytes=90-", { start: 90, end: 100 }],
    ["bytes=-10", { start: 90, end: 100 }],
    ["bytes=-1000", { start: 0, end: 100 }],
    ["bytes=99-1000", { start: 99, end: 100 }],
    ["Bytes = 5-5", { start: 5, end: 6 }],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=9-5", undefined],
    ["bytes=0-1,5-6", undefined],
    ["lines=0-1", undefined],
    ["bytes=-", undefined],
    ["", undefined],
    [undefined, undefined],
  ] as const;
  for (const [header, expected] of rows) assert.deepEqual(byteRange(header, 100), expected, header);
  assert.equal(byteRange("bytes=0-", 0), "unsatisfiable");
});
