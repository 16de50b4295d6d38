import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { receive } from "../../testing/agent-day.ts";
import { acme, testCentre } from "../../testing/centre.ts";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";
import { filling, inSnapshot, isEmptyDatabase, strangersIn } from "./archive.ts";

/** What stands in every table, as one text each. */
async function contents({ ownerUrl, pool }: TestDatabase): Promise<ReadonlyMap<string, string>> {
  const tables = await inSnapshot(ownerUrl, async (snapshot) => snapshot.tables);
  const all = new Map<string, string>();
  for (const { name, columns } of tables) {
    const { rows } = await pool.query<{ text: string }>(
      `SELECT coalesce(string_agg(t::text, E'\n' ORDER BY t::text), '') AS text FROM (SELECT ${columns.join(", ")} FROM ${name}) t`,
    );
    all.set(name, rows[0]?.text ?? "");
  }
  return all;
}

async function worked(t: TestContext): Promise<TestDatabase> {
  const database = await testDatabase(t);
  const centre = await testCentre(t, acme, { pool: database.pool });
  for (let count = 0; count < 5; count++) await receive(centre, { body: `Mail ${count} ü€🙂 \\N \t "x"` });
  return database;
}

const copy = (from: TestDatabase, to: TestDatabase): Promise<number> =>
  inSnapshot(from.ownerUrl, (snapshot) =>
    filling(to.ownerUrl, async (into) => {
      let count = 0;
      for (const table of snapshot.tables) count += await into.table(table, snapshot.rows(table));
      await into.sequences(await snapshot.sequences());
      return count;
    }),
  );

test("every row of every table arrives, in whatever order the tables refer to each other", async (t) => {
  const [from, to] = [await worked(t), await testDatabase(t)];
  assert.deepEqual([await isEmptyDatabase(from.ownerUrl), await isEmptyDatabase(to.ownerUrl)], [false, true]);
  const count = await copy(from, to);
  const [before, after] = [await contents(from), await contents(to)];
  assert.deepEqual(await strangersIn(from.ownerUrl), [], "every table that there is is known as one of ours");
  assert.ok(before.size > 60 && count > 60, `${before.size} tables, ${count} rows`);
  for (const [name, text] of before) {
    if (name !== "configuration_version") assert.equal(after.get(name), text, name);
  }
  const next = "SELECT nextval('outbox_id_seq') AS next";
  assert.deepEqual((await from.pool.query(next)).rows, (await to.pool.query(next)).rows);
});

test("what is committed after the snapshot began is not in it", async (t) => {
  const from = await testDatabase(t);
  await from.pool.query("INSERT INTO skills (id, name) VALUES ('1', 'before')");
  const rows = await inSnapshot(from.ownerUrl, async (snapshot) => {
    await from.pool.query("INSERT INTO skills (id, name) VALUES ('2', 'after')");
    const skills = snapshot.rows({ name: "skills", columns: ["id", "name"] });
    for await (const _ of skills);
    return skills.count;
  });
  assert.equal(rows, 1);
});

test("rows of megabytes flow through, as slowly as they are read", async (t) => {
  const [from, to] = [await testDatabase(t), await testDatabase(t)];
  await from.pool.query(`
    INSERT INTO remembered_answers (user_id, key, request_hash, status, body)
    SELECT 'u', n::text, '', 200, repeat(md5(n::text), 100000) FROM generate_series(1, 12) n`);
  await copy(from, to);
  assert.equal((await contents(to)).get("remembered_answers"), (await contents(from)).get("remembered_answers"));
});

test("a filling that fails leaves everything as it was", async (t) => {
  const [from, to] = [await worked(t), await worked(t)];
  const before = await contents(to);
  const failing = inSnapshot(from.ownerUrl, (snapshot) =>
    filling(to.ownerUrl, async (into) => {
      for (const table of snapshot.tables) await into.table(table, snapshot.rows(table));
      throw new Error("the disk is full");
    }),
  );
  await assert.rejects(failing, /the disk is full/);
  const cut = filling(to.ownerUrl, (into) => into.table({ name: "skills", columns: ["id", "name"] }, breaking()));
  await assert.rejects(cut, /the file broke/);
  const strange = filling(to.ownerUrl, (into) => into.table({ name: "skills", columns: ["nothing"] }, breaking()));
  await assert.rejects(strange, /column "nothing"/);
  assert.deepEqual(await contents(to), before);
});

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
  throw new Error("the file broke");
}

test("a snapshot that nobody reads to its end holds up nobody", async (t) => {
  const from = await worked(t);
  await from.pool.query(
    "INSERT INTO skills (id, name) SELECT n::text, n || repeat('x', 100000) FROM generate_series(1, 100) n",
  );
  const stopped = inSnapshot(from.ownerUrl, async (snapshot) => {
    for await (const _ of snapshot.rows({ name: "skills", columns: ["id", "name"] })) throw new Error("enough");
  });
  await assert.rejects(stopped, /enough/);
});
