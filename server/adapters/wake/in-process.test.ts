import assert from "node:assert/strict";
import { test } from "node:test";
import { createWake } from "./in-process.ts";

test("many asks in one turn become one look, after the asker has finished", async () => {
  const wake = createWake();
  let looks = 0;
  wake.on("router", () => {
    looks += 1;
  });
  wake.loop("router");
  wake.loop("router");
  assert.equal(looks, 0);
  await Promise.resolve();
  assert.equal(looks, 1);
  wake.loop("router");
  await Promise.resolve();
  assert.equal(looks, 2);
});

test("an ask reaches only listeners of that loop, and none that has stopped listening", async () => {
  const wake = createWake();
  const seen: string[] = [];
  wake.on("sender", () => seen.push("sender"));
  const stop = wake.on("router", () => seen.push("router"));
  stop();
  wake.loop("sender");
  wake.loop("router");
  await Promise.resolve();
  assert.deepEqual(seen, ["sender"]);
});

test("a look that asks again is looked at again", async () => {
  const wake = createWake();
  let looks = 0;
  wake.on("reader", () => {
    looks += 1;
    if (looks < 3) wake.loop("reader");
  });
  wake.loop("reader");
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  assert.equal(looks, 3);
});
