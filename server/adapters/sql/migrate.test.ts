import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { atEnd, type Scope } from "../../testing/at-end.ts";
import { testDatabase } from "../../testing/database.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { migrate, pendingMigrations, SchemaRefused } from "./migrate.ts";
import { migrationsFolder, readMigrations } from "./migrations.ts";
import { openPool } from "./pool.ts";

const first = { "0001-first.sql": "CREATE TABLE one (id bigint GENERATED ALWAYS AS IDENTITY, name text);" };
const second = { "0002-second.sql": "CREATE TABLE two (id int);\nINSERT INTO two VALUES (2);" };

test("files are applied in their order, once, and --dry-run tells which are left", async (t) => {
  const { ownerUrl, owner } = await emptyDatabase(t);
  const folder = await folderOf(t, { ...second, ...first });
  assert.deepEqual(names(await pendingMigrations(ownerUrl, folder)), ["0001-first.sql", "0002-second.sql"]);
  assert.equal((await owner.query("SELECT FROM pg_tables WHERE schemaname = 'public'")).rowCount, 0);
  assert.deepEqual(names(await migrate(ownerUrl, { folder })), ["0001-first.sql", "0002-second.sql"]);
  assert.deepEqual(names(await migrate(ownerUrl, { folder })), []);
  assert.deepEqual(await pendingMigrations(ownerUrl, folder), []);
  assert.deepEqual((await owner.query("SELECT id FROM two")).rows, [{ id: 2 }]);
});

test("two at the same moment apply each file once", async (t) => {
  const { ownerUrl } = await emptyDatabase(t);
  const folder = await folderOf(t, { ...first, ...second });
  const applied = await Promise.all([migrate(ownerUrl, { folder }), migrate(ownerUrl, { folder })]);
  assert.deepEqual(applied.map((list) => list.length).sort(), [0, 2]);
});

test("a file that fails leaves nothing of itself, and what came before it stays", async (t) => {
  const { ownerUrl, owner } = await emptyDatabase(t);
  const broken = await folderOf(t, { ...first, "0002-second.sql": "CREATE TABLE two (id int); SELECT 1/0;" });
  await assert.rejects(
    migrate(ownerUrl, { folder: broken }),
    /0002-second\.sql failed, nothing of it was applied: division by zero/,
  );
  assert.deepEqual((await owner.query("SELECT to_regclass('two') AS two")).rows, [{ two: null }]);
  const mended = await folderOf(t, { ...first, ...second });
  assert.deepEqual(names(await migrate(ownerUrl, { folder: mended })), ["0002-second.sql"]);
});

test("a changed file, a schema newer than the code, and a foreign one are refused in one line", async (t) => {
  const { ownerUrl } = await emptyDatabase(t);
  await migrate(ownerUrl, { folder: await folderOf(t, { ...first, ...second }) });
  const changed = await folderOf(t, { ...first, "0002-second.sql": "CREATE TABLE two (id bigint);" });
  const older = await folderOf(t, first);
  const other = await folderOf(t, { ...first, "0003-third.sql": "SELECT 1;" });
  const refusals = [
    [changed, /^0002-second\.sql is not what was applied/],
    [older, /^the database's schema \(0002-second\.sql\) is newer than this postroom/],
    [other, /^the database's schema has 0002-second\.sql where this postroom has 0003-third\.sql/],
  ] as const;
  for (const [folder, message] of refusals) {
    const isRefusal = (cause: unknown) => cause instanceof SchemaRefused && message.test(cause.message);
    await assert.rejects(migrate(ownerUrl, { folder }), isRefusal);
    await assert.rejects(pendingMigrations(ownerUrl, folder), isRefusal);
  }
});

test("what came with hours: a file that was applied is so again, and a start without one still leaves what was set", async (t) => {
  const applied = "00c0ffee";
  for (const [before, isSet, after] of [
    [applied, true, "changed by an upgrade"],
    ["", true, "changed by an upgrade"],
    ["", false, ""],
  ] as const) {
    const { ownerUrl, owner } = await emptyDatabase(t);
    const known = (await readMigrations(migrationsFolder)).filter(({ number }) => number < 94);
    const folder = await folderOf(t, Object.fromEntries(known.map(({ name, sql }) => [name, sql])));
    await migrate(ownerUrl, { folder });
    await owner.query("UPDATE centre SET fingerprint = $1", [before]);
    if (isSet) await owner.query("INSERT INTO settings (value) VALUES ('{}')");
    await migrate(ownerUrl, { folder: migrationsFolder });
    assert.deepEqual((await owner.query("SELECT fingerprint FROM centre")).rows, [{ fingerprint: after }]);
  }
});

test("line ends of a checkout do not count as a change", async (t) => {
  const { ownerUrl } = await emptyDatabase(t);
  await migrate(ownerUrl, { folder: await folderOf(t, second) });
  const windows = await folderOf(t, { "0002-second.sql": second["0002-second.sql"].replaceAll("\n", "\r\n") });
  assert.deepEqual(await pendingMigrations(ownerUrl, windows), []);
});

test("the serving role may change rows, and neither tables nor the record of migrations", async (t) => {
  const { url, ownerUrl } = await emptyDatabase(t);
  await migrate(ownerUrl, { folder: await folderOf(t, first), grantTo: "postroom" });
  const pool = openPool(url, { log: silentLog });
  atEnd(t, () => pool.end());
  await pool.query("INSERT INTO one (name) VALUES ('x')");
  await pool.query("UPDATE one SET name = 'y'");
  assert.deepEqual((await pool.query("DELETE FROM one RETURNING id, name")).rows, [{ id: 1, name: "y" }]);
  assert.equal((await pool.query("SELECT FROM schema_migrations")).rowCount, 1);
  const forbidden = [
    "CREATE TABLE x ()",
    "DROP TABLE one",
    "TRUNCATE one",
    "ALTER TABLE one ADD x int",
    "DELETE FROM schema_migrations",
  ];
  for (const sql of forbidden) await assert.rejects(pool.query(sql), { code: "42501" }, sql);
});

/** A database of the test's own without any table. */
async function emptyDatabase(scope: Scope) {
  const { url, ownerUrl } = await testDatabase(scope);
  const owner = openPool(ownerUrl, { log: silentLog });
  atEnd(scope, () => owner.end());
  await owner.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  return { url, ownerUrl, owner };
}

async function folderOf(scope: Scope, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "postroom-migrations-"));
  atEnd(scope, () => rm(folder, { recursive: true }));
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql);
  return folder;
}

function names(migrations: readonly { readonly name: string }[]): readonly string[] {
  return migrations.map(({ name }) => name);
}
