import assert from "node:assert/strict";
import { test } from "node:test";
import type { Store } from "../../ports/store.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { testCentre } from "../../testing/centre.ts";
import { createStore } from "./store.ts";

const stamp = { actor: "system" };

const recipientsMax = (store: Store): Promise<number> =>
  store.read(async ({ centre }) => (await centre.settings()).recipientsMax);

const setTo = async (tx: Transaction, value: number): Promise<number> => {
  await tx.centre.saveSettings({ ...(await tx.centre.settings()), recipientsMax: value });
  return (await tx.centre.settings()).recipientsMax;
};

test("what one process changes, every other sees with its next transaction, whichever way it was changed", async (t) => {
  const centre = await testCentre(t);
  const { store } = centre.performing;
  const other = createStore({ ...centre, log: centre.performing.log });
  const before = await recipientsMax(other);
  await store.change(stamp, (tx) => setTo(tx, before + 1));
  assert.equal(await recipientsMax(other), before + 1);
  assert.equal(await other.change(stamp, async (tx) => (await tx.centre.settings()).recipientsMax), before + 1);
  await centre.pool.query("UPDATE settings SET value = jsonb_set(value, '{recipientsMax}', '7')");
  assert.deepEqual([await recipientsMax(store), await recipientsMax(other)], [7, 7]);
});

test("a transaction sees what it has changed itself, and nobody sees what was taken back", async (t) => {
  const { store } = (await testCentre(t)).performing;
  const before = await recipientsMax(store);
  const seen = await store.change(
    stamp,
    (tx) => setTo(tx, before + 1),
    () => false,
  );
  assert.equal(seen, before + 1);
  assert.equal(await recipientsMax(store), before);
});

test("what another process changes while a transaction runs is not taken for what stood when it began", async (t) => {
  const centre = await testCentre(t);
  const { store } = centre.performing;
  const other = createStore({ ...centre, log: centre.performing.log });
  const before = await recipientsMax(store);
  await store.read(async ({ centre: reads }) => {
    await reads.queues();
    await other.change(stamp, (tx) => setTo(tx, before + 1));
    assert.equal((await reads.settings()).recipientsMax, before, "one snapshot");
  });
  assert.equal(await recipientsMax(store), before + 1);
});
