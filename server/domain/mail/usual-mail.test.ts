import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { expectedMails, isTooQuiet, type MailSlot } from "./usual-mail.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Monday 23 November 2026, midnight UTC. */
const monday = Date.UTC(2026, 10, 23);
const at = (days: number, hours: number) => monday + days * dayMs + hours * hourMs;

/** Four weeks of office hours: ten mails an hour on working days from 8 to 18. */
const office: readonly MailSlot[] = Array.from({ length: 10 }, (_, hour) => ({
  ...{ isWeekend: false, hour: hour + 8, count: 200 },
}));
const known = { slots: office, firstAt: at(-28, 0) };

test("in the hour that it is, more than three gaps without mail are too quiet", () => {
  const quiet = (minutes: number) => isTooQuiet({ ...known, lastAt: at(0, 10) }, at(0, 10) + minutes * 60_000);
  assert.deepEqual([quiet(17), quiet(19)], [false, true]);
});

test("neither a night nor a weekend is too quiet, and the morning after begins anew", () => {
  const last = { ...known, lastAt: at(4, 18) - 60_000 };
  for (const now of [at(4, 23), at(5, 12), at(6, 23), at(7, 8)]) assert.equal(isTooQuiet(last, now), false);
  assert.deepEqual([isTooQuiet(last, at(7, 8) + 16 * 60_000), isTooQuiet(last, at(7, 8) + 18 * 60_000)], [false, true]);
});

test("in the first week nobody knows what is usual, and five minutes are never too quiet", () => {
  assert.equal(isTooQuiet({ slots: office, firstAt: at(-6, 0), lastAt: at(0, 9) }, at(0, 12)), false);
  const busy = office.map((slot) => ({ ...slot, count: 1_000_000 }));
  const quiet = (ms: number) => isTooQuiet({ ...known, slots: busy, lastAt: at(0, 10) }, at(0, 10) + ms);
  assert.deepEqual([quiet(300_000), quiet(300_001)], [false, true]);
});

test("what is expected of a span is what is expected of its parts", () => {
  const moment = fc.integer({ min: at(0, 0), max: at(7, 0) });
  fc.assert(
    fc.property(moment, moment, moment, (...moments) => {
      const [from = 0, middle = 0, to = 0] = moments.toSorted((a, b) => a - b);
      const usual = { ...known, lastAt: from };
      // The days that are known are counted to the end of the span.
      const within = (start: number, end: number) => expectedMails({ ...usual, firstAt: end - 28 * dayMs }, start, end);
      const whole = within(from, to);
      assert.ok(Math.abs(whole - within(from, middle) - within(middle, to)) <= whole * 0.1 + 0.1);
    }),
  );
});
