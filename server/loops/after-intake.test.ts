import assert from "node:assert/strict";
import { test } from "node:test";
import { createIntake } from "../start/intake.ts";
import { afterIntake } from "./after-intake.ts";

test("reading steps aside while mail comes in from many at once, never for long, and is woken when it is quiet", async () => {
  let now = 1_000;
  const clock = { steady: () => now, wall: () => now };
  const looks: { readonly at: number; readonly look: () => void }[] = [];
  const pace = {
    after: (ms: number, look: () => void) => {
      const one = { at: now + ms, look };
      looks.push(one);
      return () => void looks.splice(looks.indexOf(one), 1);
    },
  };
  const woken: string[] = [];
  const wake = { loop: (name: string) => void woken.push(name), on: () => () => undefined };
  const intake = createIntake({ clock, pace, wake });
  let batches = 0;
  const tick = afterIntake({ intake, clock }, async () => {
    batches += 1;
    return true;
  });
  intake.took(1);
  assert.deepEqual([await tick(), batches, looks.length], [true, 1, 0], "one mail at a time holds up nothing");
  for (let taken = 0; taken < 400; taken += 1) {
    intake.took(50);
    await tick();
    now += 20;
  }
  assert.equal(batches, 1 + 3, "in a flood of eight seconds a batch each two");
  assert.equal(looks.length, 1);
  intake.took(50);
  assert.equal(await tick(), false);
  now = looks[0]?.at ?? now;
  looks[0]?.look();
  assert.deepEqual([woken, await tick(), batches], [["reader"], true, 5]);
});
