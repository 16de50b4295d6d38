import assert from "node:assert/strict";
import { test } from "node:test";
import { ballastBytes, ballastStep, freeBytesFloor } from "./free-space.ts";

const floor = freeBytesFloor(0);

test("ballast is given up on a full disk alone, and made again above twice the floor, so that making it does not cross that", () => {
  const step = (free: number, hasBallast: boolean) => ballastStep({ free, floor, hasBallast });
  assert.equal(step(floor - 1, true), "keep", "below the floor agents go on without it");
  assert.equal(step(16_777_215, true), "drop");
  assert.equal(step(16_777_215, false), "keep");
  assert.equal(step(2 * floor, false), "keep");
  assert.equal(step(2 * floor + ballastBytes, false), "keep");
  assert.equal(step(2 * floor + ballastBytes + 1, false), "make");
  assert.equal(step(2 * floor + ballastBytes + 1, true), "keep");
});
