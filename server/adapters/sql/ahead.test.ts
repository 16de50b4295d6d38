import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Transaction } from "../../ports/transaction.ts";
import { testCentre } from "../../testing/centre.ts";

const stamp = { actor: "test" };
/** Refused by PostgreSQL, and sent without waiting for that: no mailbox has this id. */
const failing = (tx: Transaction): Promise<void> =>
  tx.mailLedger.tally([{ mailbox: "nobody", outcome: "accepted", count: 1 }], tx.now.wall);
const foreignKey = { code: "23503" };

async function storeOf(t: TestContext) {
  const centre = await testCentre(t);
  const mailbox: string = (await centre.pool.query("SELECT id FROM mailboxes LIMIT 1")).rows[0].id;
  const counted = async (): Promise<number> =>
    (await centre.pool.query("SELECT coalesce(sum(count), 0)::integer AS count FROM mail_tallies")).rows[0].count;
  const good = (tx: Transaction) => tx.mailLedger.tally([{ mailbox, outcome: "accepted", count: 1 }], tx.now.wall);
  return { store: centre.performing.store, counted, good };
}

test("what was sent ahead is committed with the rest", async (t) => {
  const { store, counted, good } = await storeOf(t);
  await store.change(stamp, async (tx) => {
    await good(tx);
    await good(tx);
  });
  assert.equal(await counted(), 2);
});

test("a statement sent ahead that fails at the end of an operation leaves nothing", async (t) => {
  const { store, counted, good } = await storeOf(t);
  const changing = store.change(stamp, async (tx) => {
    await good(tx);
    await failing(tx);
  });
  await assert.rejects(changing, foreignKey);
  assert.equal(await counted(), 0);
});

test("it is the reason that is told, not that of the statements refused behind it", async (t) => {
  const { store, counted, good } = await storeOf(t);
  const changing = store.change(stamp, async (tx) => {
    await failing(tx);
    await good(tx);
    await tx.messages.unread();
  });
  await assert.rejects(changing, foreignKey);
  assert.equal(await counted(), 0);
});

test("an attempt that is taken back does not hide that a statement of it failed", async (t) => {
  const { store, counted, good } = await storeOf(t);
  const changing = store.change(stamp, async (tx) => {
    await good(tx);
    await tx.attempt(
      () => failing(tx),
      () => false,
    );
  });
  await assert.rejects(changing, foreignKey);
  assert.equal(await counted(), 0);
});
