import assert from "node:assert/strict";
import test from "node:test";
import { median, quantile, warmMedian } from "./figures.ts";

test("the median of rounds is their middle", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.throws(() => median([]));
});

test("the first round finds the programs cold and does not count", () => {
  assert.equal(warmMedian([100, 3, 1, 2]), 2);
  assert.throws(() => warmMedian([1]));
});

test("of twenty values, the second largest is not exceeded by nineteen", () => {
  const values = Array.from({ length: 20 }, (_, index) => index);
  assert.equal(quantile(values, 0.95), 18);
  assert.equal(quantile([7], 0.95), 7);
  assert.throws(() => quantile([], 0.5));
});
