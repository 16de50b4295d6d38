import assert from "node:assert/strict";
import { test } from "node:test";
import { percentile, percentOf, seconds, spread } from "./figures.ts";

test("median and p90 are values that there were", () => {
  assert.equal(percentile([], 50), undefined);
  assert.equal(percentile([7], 90), 7);
  assert.equal(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 50), 5);
  assert.equal(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90), 9);
  assert.deepEqual(spread([60_000, 1_000, 600_000]), { medianSeconds: 60, p90Seconds: 600 });
  assert.deepEqual(spread([]), { medianSeconds: null, p90Seconds: null });
});

test("of nothing there is no share", () => {
  assert.equal(percentOf(0, 0), null);
  assert.equal(percentOf(1, 3), 33.3);
  assert.equal(seconds(1_499), 1);
  assert.equal(seconds(undefined), null);
});
