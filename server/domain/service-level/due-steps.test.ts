import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { anyHours, anyMoment, anyPromise, hour, office } from "./business-hours.fixture.ts";
import { type BusinessHours, dueAt, lastOverdue } from "./business-hours.ts";
import { type DueStep, dueSteps } from "./due-steps.ts";

const at = (text: string): number => Date.parse(text);

/** As a store finds it: the last step that is not behind. */
function dueOf(steps: readonly DueStep[], received: number): number | undefined {
  const step = steps.findLast(({ since }) => since <= received);
  return step && step.due + (step.isLater ? received - step.since : 0);
}

test("without hours there is one step", () => {
  const now = at("2026-11-30T12:00:00Z");
  const since = now - 28 * hour;
  assert.deepEqual(dueSteps(now, 4 * hour, undefined), [{ since, due: since + 4 * hour, isLater: true }]);
});

test("on a Monday morning the steps begin before the weekend, where a day ago is reached", () => {
  const steps = dueSteps(at("2026-11-30T09:00:00Z"), 4 * hour, office("UTC"));
  assert.deepEqual(
    steps.map(({ since, due, isLater }) => [new Date(since).toISOString(), new Date(due).toISOString(), isLater]),
    [
      ["2026-11-27T13:00:00.000Z", "2026-11-27T17:00:00.000Z", true],
      ["2026-11-27T13:00:00.001Z", "2026-11-30T08:00:00.001Z", true],
      ["2026-11-27T17:00:00.000Z", "2026-11-30T12:00:00.000Z", false],
      ["2026-11-30T08:00:00.000Z", "2026-11-30T12:00:00.000Z", true],
    ],
  );
});

test("steps say of every reception what the rule says of it", () => {
  const places = fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 20 });
  const seen = (hours: BusinessHours | undefined, now: number, replyMs: number, parts: readonly number[]) => {
    const steps = dueSteps(now, replyMs, hours);
    const begin = steps[0]?.since ?? 0;
    assert.equal(begin, lastOverdue(now - 24 * hour, replyMs, hours));
    const near = steps.flatMap(({ since }) => [since - 1, since, since + 1]);
    const receptions = [...near, ...parts.map((part) => begin + Math.floor(((now - begin) * part) / 1_000_000))];
    for (const received of receptions.filter((one) => one >= begin && one <= now)) {
      assert.equal(dueOf(steps, received), dueAt(received, replyMs, hours));
    }
  };
  fc.assert(fc.property(fc.option(anyHours, { nil: undefined }), anyMoment, anyPromise, places, seen), {
    numRuns: 200,
  });
});
