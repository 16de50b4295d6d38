import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseMailDate } from "./date.ts";
import { decodeHeaderText } from "./words.ts";

const latin1 = (text: string) => Buffer.from(text, "utf8").toString("latin1");

test("encoded words of one charset are joined before they are decoded", () => {
  assert.equal(decodeHeaderText("=?utf-8?B?4oI=?= =?utf-8?B?rA==?= =?utf-8?q?_5?="), "€ 5");
  assert.equal(decodeHeaderText("a =?utf-8?q?=C3=A9?= =?iso-8859-1?q?=E9?= b"), "a éé b");
});

test("raw bytes: in a word of its charset, outside UTF-8, else windows-1252", () => {
  assert.equal(decodeHeaderText("=?koi8-r?q?\xe7?= \xe9"), "Г é");
  assert.equal(decodeHeaderText(latin1("Größe")), "Größe");
  assert.equal(decodeHeaderText("\x80 5"), "€ 5");
});

test("no charset name decodes markup out of nothing, and no word brings a line break", () => {
  assert.equal(decodeHeaderText("=?utf-7?Q?+ADw-script+AD4-?="), "+ADw-script+AD4-");
  assert.equal(decodeHeaderText("=?utf-8?q?a=0D=0ABcc:_b=00?="), "a Bcc: b");
  assert.equal(decodeHeaderText("=?nope?Q?a=E9?="), decodeHeaderText("=?utf-8?Q?a=E9?="));
});

test("hostile words take no time", () => {
  for (const unit of ["=?utf-8?q?", "=?utf-8?b?YQ==?= ", "=?", "?=", "=?a?q?\xe9", "=?utf-8?q?=C3?="]) {
    const began = performance.now();
    decodeHeaderText(unit.repeat(65_536 / unit.length));
    assert.ok(performance.now() - began < 2000, unit);
  }
});

test("dates of every usual kind are read", () => {
  const at = Date.UTC(2026, 10, 23, 10, 18, 5);
  for (const value of [
    "Mon, 23 Nov 2026 10:18:05 +0000",
    "23 Nov 2026 10:18:05 GMT",
    "Mon, 23 Nov 26 11:18:05 +0100 (CET)",
    "Mon,23 Nov 2026 05:18:05 EST",
    "Monday, 23-Nov-2026 10:18:05 UT",
    "Mon, 23 November 2026 10:18:05.123 -0000",
    "Mon, 23 Nov 2026 10:18:05",
  ]) {
    assert.equal(parseMailDate(value), at, value);
  }
});

test("a broken date is none, never now", () => {
  for (const value of [
    "",
    "yesterday",
    "Mon, 32 Nov 2026 10:18:05 +0000",
    "30 Feb 2026 10:18 +0000",
    "23 Foo 2026 10:18 +0000",
    "23 Nov 2026 25:18 +0000",
    "2026-11-23T10:18:05Z",
    "23 Nov 1200 10:00 +0000",
    "(".repeat(5000),
  ]) {
    assert.equal(parseMailDate(value), undefined, value);
  }
});

test("any header value is read without failing", () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom("=?", "?=", "utf-8", "?q?", "?b?", "=E9", "\xe9", "x", " ", "\0", "koi8-r", "*en"),
        maxLength: 20,
      }),
      (value) => {
        assert.doesNotMatch(decodeHeaderText(value), /\p{Cc}/u);
        parseMailDate(value);
      },
    ),
  );
});
