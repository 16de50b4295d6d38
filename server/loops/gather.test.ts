import assert from "node:assert/strict";
import { test } from "node:test";
import { createGather } from "./gather.ts";

/** A commit that ends when the test says so. */
function steppedCommit() {
  const batches: (readonly number[])[] = [];
  const ends: PromiseWithResolvers<void>[] = [];
  const commit = async (batch: readonly number[]) => {
    batches.push(batch);
    const end = Promise.withResolvers<void>();
    ends.push(end);
    await end.promise;
    return batch.map((item) => item * 10);
  };
  return { batches, commit, end: (index: number) => ends[index]?.resolve() };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("while one commit runs further items gather, and the next takes them all", async () => {
  const { batches, commit, end } = steppedCommit();
  const gather = createGather(commit, { batchMax: 100 });
  const first = gather.add(1);
  await turn();
  const others = [gather.add(2), gather.add(3), gather.add(4)];
  await turn();
  assert.deepEqual(batches, [[1]]);
  end(0);
  assert.equal(await first, 10);
  await turn();
  assert.deepEqual(batches, [[1], [2, 3, 4]]);
  end(1);
  assert.deepEqual(await Promise.all(others), [20, 30, 40]);
  await gather.idle();
});

test("an item alone is committed at once, and a later one starts a new commit", async () => {
  const gather = createGather(async (batch: readonly number[]) => batch, { batchMax: 100 });
  assert.equal(await gather.add(1), 1);
  await gather.idle();
  assert.equal(await gather.add(2), 2);
});

test("no batch is larger than allowed, and the order is kept", async () => {
  const sizes: number[] = [];
  const gather = createGather(
    async (batch: readonly number[]) => {
      sizes.push(batch.length);
      return batch;
    },
    { batchMax: 3 },
  );
  const items = Array.from({ length: 8 }, (_, index) => index);
  assert.deepEqual(await Promise.all(items.map((item) => gather.add(item))), items);
  assert.deepEqual(sizes, [3, 3, 2]);
});

test("a poison item hurts only itself", async () => {
  const committed: number[] = [];
  const gather = createGather(
    async (batch: readonly number[]) => {
      if (batch.includes(13)) throw new Error("poison");
      committed.push(...batch);
      return batch;
    },
    { batchMax: 100 },
  );
  const outcomes = await Promise.allSettled([11, 12, 13, 14].map((item) => gather.add(item)));
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["fulfilled", "fulfilled", "rejected", "fulfilled"],
  );
  assert.deepEqual(committed.toSorted(), [11, 12, 14]);
  assert.equal(await gather.add(15), 15);
});

test("a commit that forgets an item rejects it", async () => {
  const gather = createGather(async () => [], { batchMax: 100 });
  await assert.rejects(gather.add(1), /1 items, 0 results/);
});
