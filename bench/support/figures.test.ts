import assert from "node:assert/strict";
import test from "node:test";
import { median } from "./figures.ts";

test("the median of rounds is their middle", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.throws(() => median([]));
});
