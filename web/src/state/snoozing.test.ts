import assert from "node:assert/strict";
import test from "node:test";
import { endOf, isSpan, spans } from "./snoozing.ts";

const at = (text: string): Date => new Date(`2026-${text}`);
const shown = (date: Date): string =>
  [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes()].map(String).join(" ");

test("hours count from now, days begin at eight, and next week is never today", () => {
  const thursday = at("11-26T10:20:30");
  assert.deepEqual(
    spans.map((span) => shown(endOf(span, thursday))),
    ["11 26 11 20", "11 26 13 20", "11 27 8 0", "11 30 8 0"],
  );
  assert.equal(shown(endOf("nextWeek", at("11-30T07:00:00"))), "12 7 8 0");
  assert.equal(shown(endOf("nextWeek", at("11-29T23:00:00"))), "11 30 8 0");
  assert.equal(shown(endOf("tomorrow", at("12-31T23:59:00"))), "1 1 8 0");
  for (const span of spans) assert.ok(isSpan(span) && endOf(span, thursday) > thursday);
  assert.ok(!isSpan(null) && !isSpan("never"));
});
