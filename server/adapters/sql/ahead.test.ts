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

const leavesNothing: readonly (readonly [name: string, work: (tx: Transaction) => Promise<unknown>])[] = [
  ["a statement sent ahead that fails at the end of an operation leaves nothing", failing],
  [
    "it is the reason that is told, not that of a statement refused behind it",
    async (tx) => {
      await failing(tx);
      await tx.messages.unread();
    },
  ],
  [
    "an attempt that is taken back does not hide that a statement of it failed",
    (tx) =>
      tx.attempt(
        () => failing(tx),
        () => false,
      ),
  ],
];

for (const [name, work] of leavesNothing) {
  test(name, async (t) => {
    const { store, counted, good } = await storeOf(t);
    const changing = store.change(stamp, async (tx) => {
      await good(tx);
      await work(tx);
    });
    await assert.rejects(changing, foreignKey);
    assert.equal(await counted(), 0);
  });
}
