import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { Client } from "pg";
import { createArchive } from "../../adapters/archive/write.ts";
import { migrate, pendingMigrations } from "../../adapters/sql/migrate.ts";
import { migrationsFolder, readMigrations } from "../../adapters/sql/migrations.ts";
import { type Configuration, configurationSchema } from "../../config-options.ts";
import { StartRefused } from "../../start-refused.ts";
import { atEnd } from "../../testing/at-end.ts";
import { testDatabase } from "../../testing/database.ts";
import { scratchFolder } from "../../testing/scratch-folder.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { virtualClock } from "../../testing/virtual-clock.ts";
import { createClosing } from "../closing.ts";
import { migrateStorage, openOwner } from "../storage.ts";
import { backUp } from "./back-up.ts";
import { restore } from "./restore.ts";

const newest = (await readMigrations(migrationsFolder)).at(-1);
const older = (await readMigrations(migrationsFolder)).at(-2);
if (newest === undefined || older === undefined) throw new Error("there are no two migrations");

async function asked(url: string, ...statements: readonly string[]): Promise<readonly unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    let rows: readonly unknown[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

let count = 0;

/** A database without a schema, whose owner we are. */
async function bareDatabase(t: TestContext): Promise<string> {
  const { ownerUrl } = await testDatabase(t);
  count += 1;
  const name = `bare_${process.pid}_${count}`;
  await asked(ownerUrl, `CREATE DATABASE ${name}`);
  atEnd(t, () => asked(ownerUrl, `DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function prepared(t: TestContext) {
  const folder = await mkdtemp(join(await scratchFolder(), "postroom-restore-"));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  const at = (name: string, url: string): Configuration => ({
    ...configurationSchema.parse({ data: join(folder, name) }),
    database: url === "embedded" ? { kind: url } : { kind: "external", url },
  });
  const closing = createClosing();
  atEnd(t, () => closing.closeAll());
  const needs = () => ({ log: silentLog, closing, clock: virtualClock() });
  return { folder, at, needs };
}

test("a backup of an older schema becomes a store of this release, held and told", async (t) => {
  const { folder, at, needs } = await prepared(t);
  const old = await bareDatabase(t);
  await migrate(old, { through: older.number });
  await asked(old, "INSERT INTO skills (id, name) VALUES ('1', 'English')");
  const file = join(folder, "old.backup");
  const made = await backUp(at("old", old), file, needs());
  assert.deepEqual(made.missing, []);

  const target = at("now", "embedded");
  const restored = await restore(target, file, needs());
  assert.equal(restored.rows, made.rows);
  const { url, stop } = await openOwner(target, { log: silentLog });
  atEnd(t, stop);
  assert.deepEqual(await pendingMigrations(url), []);
  assert.deepEqual(await asked(url, "SELECT name FROM skills"), [{ name: "English" }]);
  assert.deepEqual(await asked(url, "SELECT is_held FROM outgoing_hold"), [{ is_held: true }]);
  const told = await asked(url, "SELECT actor, event ->> 'operation' AS operation FROM outbox ORDER BY id");
  assert.deepEqual(told, [
    { actor: "restore", operation: "Restore" },
    { actor: "restore", operation: "Hold" },
  ]);
  assert.deepEqual(await asked(old, "SELECT is_held FROM outgoing_hold"), [{ is_held: false }]);
});

test("a target with a newer schema than the backup, and a backup of another release, are refused", async (t) => {
  const { folder, at, needs } = await prepared(t);
  const old = await bareDatabase(t);
  await migrate(old, { through: older.number });
  const target = at("now", "embedded");
  await migrateStorage(target, { log: silentLog, dryRun: false });
  const file = join(folder, "old.backup");
  await backUp(at("old", old), file, needs());
  await assert.rejects(restore(target, file, needs()), /has the schema of a newer release/);

  const strange = join(folder, "strange.backup");
  const archive = await createArchive(strange);
  const migrations = [{ number: newest.number + 1, name: "9999-later.sql", checksum: "x" }];
  const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
  await archive.write("header", json({ release: "9.0.0", madeAt: 0, steady: 0, migrations }));
  await archive.write("manifest", json({ tables: [], files: 0, missing: [], sequences: [] }));
  await archive.finish();
  await assert.rejects(restore(at("new", "embedded"), strange, needs()), (error) => {
    assert.ok(error instanceof StartRefused && error.exitCode === 2);
    assert.match(error.message, /made by another release \(9\.0\.0\), whose schema \(9999-later\.sql\)/);
    return true;
  });
});

test("a backup that is stopped leaves the older one, and nothing of itself", async (t) => {
  const { folder, at, needs } = await prepared(t);
  const url = await bareDatabase(t);
  await migrate(url);
  const backups = join(folder, "backups");
  await mkdir(backups);
  const file = join(backups, "night.backup");
  await backUp(at("own", url), file, needs());
  const older = await readFile(file);
  const stopped = AbortSignal.abort(new Error("stopped by SIGINT"));
  await assert.rejects(backUp(at("own", url), file, { ...needs(), stopped }), (error) => {
    assert.ok(error instanceof StartRefused && error.exitCode === 3);
    assert.equal(error.message, `${file} cannot be written: stopped by SIGINT`);
    return true;
  });
  assert.deepEqual([await readdir(backups), await readFile(file)], [["night.backup"], older]);
});

test("a file that is missing or damaged leaves a backup of all the rest, and is named", async (t) => {
  const { folder, at, needs } = await prepared(t);
  const url = await bareDatabase(t);
  await migrate(url);
  const sha256 = "ab".repeat(32);
  await asked(
    url,
    `INSERT INTO response_categories (id, name) VALUES ('c', 'Greetings')`,
    `INSERT INTO standard_responses (id, category_id, name, language, subject, body) VALUES ('r', 'c', 'thanks', 'en', '', '')`,
    `INSERT INTO response_attachments (id, response_id, name, mime, size, sha256) VALUES ('a', 'r', 'x', 'y/z', 1, '${sha256}')`,
  );
  const file = join(folder, "less.backup");
  const made = await backUp(at("less", url), file, needs());
  assert.deepEqual([made.files, made.missing], [0, [sha256]]);
  const restored = await restore(at("again", "embedded"), file, needs());
  assert.deepEqual(restored.missing, [sha256]);
});

test("what somebody else keeps in the database is in no backup, and a database that has it is not filled", async (t) => {
  const { folder, at, needs } = await prepared(t);
  const shared = await bareDatabase(t);
  await migrate(shared);
  const strange = ["CREATE TABLE orders (id serial PRIMARY KEY)", "INSERT INTO orders DEFAULT VALUES"];
  await asked(shared, ...strange);
  const file = join(folder, "shared.backup");
  await backUp(at("shared", shared), file, needs());
  await restore(at("alone", "embedded"), file, needs());

  const theirs = await bareDatabase(t);
  await asked(theirs, ...strange, "CREATE TABLE agents (id int)");
  for (const target of [at("more", shared), at("theirs", theirs)]) {
    await assert.rejects(restore(target, file, needs()), (error) => {
      assert.ok(error instanceof StartRefused && error.exitCode === 2);
      assert.match(error.message, /^the database is not empty, it has the table (?:orders|agents): /);
      return true;
    });
  }
  for (const url of [shared, theirs]) assert.deepEqual(await asked(url, "SELECT id FROM orders"), [{ id: 1 }]);
  assert.deepEqual(await asked(theirs, "SELECT to_regclass('schema_migrations') AS made"), [{ made: null }]);
});

test("a database of one's own is not restored beside an embedded one: both would have one folder of files", async (t) => {
  const { folder, at, needs } = await prepared(t);
  const url = await bareDatabase(t);
  await migrate(url);
  const file = join(folder, "own.backup");
  await backUp(at("own", url), file, needs());
  const { data } = at("embedded", "embedded");
  await migrateStorage(at("embedded", "embedded"), { log: silentLog, dryRun: false });
  await assert.rejects(restore(at("embedded", await bareDatabase(t)), file, needs()), (error) => {
    assert.ok(error instanceof StartRefused && error.exitCode === 2);
    assert.ok(error.message.startsWith(`--data: ${data} is not empty: `), error.message);
    return true;
  });
});

test("a store with the schema of a newer release is not backed up: not all of its tables are known", async (t) => {
  const { folder, at, needs } = await prepared(t);
  const url = await bareDatabase(t);
  await migrate(url);
  await asked(url, "INSERT INTO schema_migrations (number, name, checksum) VALUES (9999, '9999-later.sql', 'x')");
  const backup = backUp(at("newer", url), join(folder, "newer.backup"), needs());
  await assert.rejects(backup, /9999-later\.sql\) is newer than this postroom/);
});
