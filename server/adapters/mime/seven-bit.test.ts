import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sevenBitCheck } from "./seven-bit.ts";

const isFit = (text: string, size = 65_536): boolean => {
  const bytes = Buffer.from(text, "latin1");
  const check = sevenBitCheck();
  for (let start = 0; start < bytes.length; start += size) check.add(bytes.subarray(start, start + size));
  return check.isFit();
};

test("only ASCII in lines of 998 with CR LF is fit for 7bit", () => {
  for (const text of [
    "",
    "a\r\nb",
    "\r\n\r\n",
    "x".repeat(998),
    `${"x".repeat(998)}\r\n${"y".repeat(998)}\r\n`,
    "\t~",
  ]) {
    assert.ok(isFit(text), JSON.stringify(text.slice(0, 20)));
  }
  for (const text of ["\n", "a\r", "\r\r\n", "a\nb", "\0", "\x7f", "é", "x".repeat(999), "\n\r"]) {
    assert.ok(!isFit(text), JSON.stringify(text.slice(0, 20)));
  }
});

test("it does not matter how the bytes come", () => {
  const text = fc.array(fc.constantFrom("\r", "\n", "\r\n", "a", "x".repeat(997), "é"), { maxLength: 12 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 500 }), (pieces, size) => {
      const whole = pieces.join("");
      return (
        isFit(whole, size) === isFit(whole) &&
        isFit(whole) ===
          (!/[\r\né]/.test(whole.replaceAll("\r\n", "")) && whole.split("\r\n").every((line) => line.length <= 998))
      );
    }),
  );
});
