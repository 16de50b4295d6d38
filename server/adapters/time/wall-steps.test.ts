import assert from "node:assert/strict";
import { test } from "node:test";
import { silentLog } from "../../testing/silent-log.ts";
import { watchWallSteps } from "./wall-steps.ts";

test("a step of the wall clock by more than 2 s is logged once and kept; drift is none", (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  let [steady, wall] = [0, 1_000_000];
  const warned: object[] = [];
  const log = { ...silentLog, warn: (fields: object) => void warned.push(fields) };
  const steps = watchWallSteps({ steady: () => steady, wall: () => wall }, log);
  const pass = (steadyMs: number, wallMs: number): void => {
    steady += steadyMs;
    wall += wallMs;
    t.mock.timers.tick(5_000);
  };
  for (let round = 0; round < 5; round += 1) pass(5_000, 6_900);
  assert.deepEqual([warned, steps.last()], [[], undefined]);
  pass(5_000, 5_000 - 3_600_000);
  pass(5_000, 5_000);
  assert.deepEqual(warned, [{ stepMs: -3_600_000 }]);
  assert.deepEqual(steps.last(), { stepMs: -3_600_000, seenAt: new Date(wall - 5_000).toISOString() });
  pass(5_000, 5_000 + 86_400_000);
  assert.equal(steps.last()?.stepMs, 86_400_000);
  steps.stop();
  pass(5_000, 60_000);
  assert.equal(warned.length, 2);
});
