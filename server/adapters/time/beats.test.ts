import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { beat, newWatched, watch } from "./beats.ts";

test("a loop that does not turn is told of, one that turns is not", { timeout: 30_000 }, async (t) => {
  const silence = newWatched(200);
  await new Promise<void>((resolve) => t.after(watch(silence, resolve)));

  const turning = newWatched(2_000);
  beat(turning);
  let isSilent = false;
  t.after(
    watch(turning, () => {
      isSilent = true;
    }),
  );
  await pause(3_000);
  assert.ok(!isSilent);
});
