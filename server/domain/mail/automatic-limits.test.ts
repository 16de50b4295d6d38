import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type AutomaticHistory, automationStoppedUntil, withinAutomaticLimits } from "./automatic-limits.ts";

const minute = 60_000;
const day = 1440 * minute;
const now = 100 * day;
const history = (over: Partial<AutomaticHistory>): AutomaticHistory => ({
  answersInThread: [],
  answersToSender: [],
  automaticInThread: [],
  ...over,
});
const reasonsOf = (over: Partial<AutomaticHistory>) => {
  const within = withinAutomaticLimits(history(over), now);
  return within.may ? [] : within.reasons;
};
const ago = (...minutes: number[]) => minutes.map((each) => now - each * minute);

test("without history one may answer", () => {
  assert.deepEqual(withinAutomaticLimits(history({}), now), { may: true });
});

test("one in a thread within 24 h", () => {
  assert.deepEqual(reasonsOf({ answersInThread: ago(1439) }), ["oneInThread"]);
  assert.deepEqual(reasonsOf({ answersInThread: ago(1440) }), []);
});

test("one to a sender in 10 min, five a day", () => {
  assert.deepEqual(reasonsOf({ answersToSender: ago(9) }), ["senderTooSoon"]);
  assert.deepEqual(reasonsOf({ answersToSender: ago(10, 60, 120, 180) }), []);
  assert.deepEqual(reasonsOf({ answersToSender: ago(10, 60, 120, 180, 1439) }), ["senderTooMany"]);
  assert.deepEqual(reasonsOf({ answersToSender: ago(10, 60, 120, 180, 1440) }), []);
});

test("four automatic mails in a thread within 30 min stop it for 24 h after the fourth", () => {
  assert.deepEqual(reasonsOf({ automaticInThread: ago(100, 90, 80, 70) }), ["threadStopped"]);
  assert.deepEqual(reasonsOf({ automaticInThread: ago(101, 90, 80, 70) }), []);
  assert.deepEqual(reasonsOf({ automaticInThread: ago(90, 80, 70) }), []);
  assert.equal(automationStoppedUntil(ago(30, 20, 10, 0), now), now + day);
  assert.equal(automationStoppedUntil(ago(1470, 1460, 1450, 1440), now), undefined);
});

test("two centres that answer each other at once fall silent", () => {
  const times: number[] = [];
  let at = 0;
  for (; automationStoppedUntil(times, at) === undefined; at += minute) times.push(at);
  assert.equal(times.length, 4);
});

test("order plays no part, and more history never allows more", () => {
  const times = fc.array(fc.integer({ min: now - 2 * day, max: now }), { maxLength: 8 });
  fc.assert(
    fc.property(times, times, times, fc.integer({ min: now - day + 1, max: now }), (thread, sender, all, extra) => {
      const given = history({ answersInThread: thread, answersToSender: sender, automaticInThread: all });
      const turned = history({ ...given, automaticInThread: all.toReversed(), answersToSender: sender.toReversed() });
      assert.deepEqual(withinAutomaticLimits(given, now), withinAutomaticLimits(turned, now));
      if (withinAutomaticLimits(given, now).may) return;
      const more = history({ ...given, answersInThread: [...thread, extra], automaticInThread: [...all, extra] });
      assert.equal(withinAutomaticLimits(more, now).may, false);
    }),
  );
});
