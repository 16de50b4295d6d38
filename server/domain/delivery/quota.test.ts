import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { freshQuota, givenBack, type QuotaLimit, roomIn, saysTooFast, slowed, spent } from "./quota.ts";

const perMinute: QuotaLimit = { name: "messagesPerMinute", counts: "messages", max: 30, periodMs: 60_000 };
const perDay: QuotaLimit = { name: "recipientsPerDay", counts: "recipients", max: 100, periodMs: 86_400_000 };
const start = 1_000_000_000;

test("as much as the limit may go at once, and again when the period is over", () => {
  const full = spent(freshQuota, [perMinute], { now: start, messages: 30, recipients: 30 });
  assert.equal(roomIn(full, [perMinute], start).messages, 0);
  assert.equal(roomIn(full, [perMinute], start + 59_999).messages, 0);
  assert.equal(roomIn(full, [perMinute], start + 65_000).messages, 30);
  assert.deepEqual(roomIn(full, [], start), { messages: undefined, recipients: undefined });
});

test("messages and recipients are counted apart, and the narrowest limit of each counts", () => {
  const state = spent(freshQuota, [perMinute, perDay], { now: start, messages: 2, recipients: 90 });
  assert.deepEqual(roomIn(state, [perMinute, perDay], start), { messages: 28, recipients: 10 });
});

test("what did not reach the next hop is given back, from what was counted by then and never more than that", () => {
  const [early, late] = [start, start + 30_000];
  const first = spent(freshQuota, [perMinute, perDay], { now: early, messages: 5, recipients: 50 });
  const both = spent(first, [perMinute, perDay], { now: late, messages: 2, recipients: 40 });
  assert.deepEqual(givenBack(both, [perMinute], { at: late, messages: 2, recipients: 40 }).used["messagesPerMinute"], [
    [400_000, 5],
  ]);
  const back = givenBack(both, [perMinute, perDay], { at: late, messages: 3, recipients: 40 });
  assert.deepEqual(roomIn(back, [perMinute, perDay], late), { messages: 26, recipients: 50 });
  const all = givenBack(both, [perMinute, perDay], { at: early, messages: 99, recipients: 999 });
  assert.deepEqual(roomIn(all, [perMinute], late).messages, 28, "what came later stays");
  assert.deepEqual(roomIn(all, [perDay], late).recipients, 100);
});

test("over any period never more than the limit goes, however it is asked for", () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 40 })), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(steps, (asked) => {
      let [state, now] = [freshQuota, start];
      const sent: { at: number; count: number }[] = [];
      for (const [pause, wanted] of asked) {
        now += pause;
        const count = Math.min(wanted, roomIn(state, [perMinute], now).messages ?? 0);
        state = spent(state, [perMinute], { now, messages: count, recipients: count });
        sent.push({ at: now, count });
        const lately = sent.filter(({ at }) => at > now - perMinute.periodMs);
        assert.ok(lately.reduce((sum, one) => sum + one.count, 0) <= perMinute.max);
      }
    }),
  );
});

test("a next hop that finds us too fast halves the rate, at most once a minute; it comes back by a tenth in ten minutes", () => {
  const room = (state: typeof freshQuota, now: number) => roomIn(state, [perMinute], now).messages;
  const once = slowed(freshQuota, start);
  assert.equal(room(once, start), 15);
  assert.equal(slowed(once, start + 59_999), once);
  const twice = slowed(once, start + 60_000);
  assert.equal(room(twice, start + 60_000), 7);
  assert.equal(room(twice, start + 60_000 + 600_000), 10);
  assert.equal(room(twice, start + 60_000 + 6_000_000), 30);
  let least = freshQuota;
  for (let minute = 0; minute < 20; minute++) least = slowed(least, start + minute * 60_000);
  assert.equal(room(least, start + 19 * 60_000), 1, "never nothing");
});

test("421, 432 and 4.7.* say too fast; others do not", () => {
  const replies = [
    [421, ""],
    [432, ""],
    [451, "4.7.1"],
    [451, "4.3.0"],
    [550, "5.7.1"],
  ] as const;
  assert.deepEqual(
    replies.map(([code, enhanced]) => saysTooFast(code, enhanced)),
    [true, true, true, false, false],
  );
});
