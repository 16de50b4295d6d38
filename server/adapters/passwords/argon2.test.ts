import assert from "node:assert/strict";
import { test } from "node:test";
import { Busy } from "../../ports/passwords.ts";
import { createPasswords } from "./argon2.ts";

test("a password matches its own hash only, and the hash names its parameters", async () => {
  const passwords = createPasswords();
  const hash = await passwords.hash("alice-demo-1");
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(await passwords.verify(hash, "alice-demo-1"), true);
  assert.equal(await passwords.verify(hash, "alice-demo-2"), false);
  assert.notEqual(hash, await passwords.hash("alice-demo-1"));
});

test("an unknown user costs as much as a known one", async () => {
  const passwords = createPasswords();
  const hash = await passwords.hash("alice-demo-1");
  await passwords.verify(undefined, "first use makes the hash that nothing matches");
  const known = await fastest(() => passwords.verify(hash, "wrong"));
  const unknown = await fastest(() => passwords.verify(undefined, "wrong"));
  assert.ok(unknown > known / 3 && unknown < known * 3, `${known} ms known, ${unknown} ms unknown`);
});

test("beyond those running and waiting, the next is refused as busy, and the others finish", async () => {
  const passwords = createPasswords({ runningMax: 1, waitingMax: 2 });
  const taken = [1, 2, 3].map((number) => passwords.hash(`password ${number}`));
  await assert.rejects(passwords.hash("one too many"), Busy);
  assert.equal((await Promise.all(taken)).length, 3);
  assert.match(await passwords.hash("room again"), /^\$argon2id/);
});

async function fastest(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}
