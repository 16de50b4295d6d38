import assert from "node:assert/strict";
import { test } from "node:test";
import { testDatabase } from "./database.ts";

test("every test gets a database of its own, with the schema and as a role without DDL", async (t) => {
  const [one, two] = await Promise.all([testDatabase(t), testDatabase(t)]);
  const { rows } = await one.pool.query("SELECT number FROM schema_migrations WHERE number = 1");
  assert.deepEqual(rows, [{ number: 1 }]);
  await one.pool.query("INSERT INTO skills (id, name) VALUES ('s1', 'German')");
  assert.equal((await two.pool.query("SELECT FROM skills")).rowCount, 0);
  await assert.rejects(one.pool.query("CREATE TABLE mine (id int)"), { code: "42501" });
  await assert.rejects(one.pool.query("DELETE FROM schema_migrations"), { code: "42501" });
});

test("a clone is dropped after its test", async (t) => {
  const { pool } = await testDatabase(t);
  let name = "";
  await t.test("inner", async (inner) => {
    const { pool: clone } = await testDatabase(inner);
    name = (await clone.query("SELECT current_database() AS name")).rows[0].name;
  });
  assert.notEqual(name, "");
  assert.equal((await pool.query("SELECT FROM pg_database WHERE datname = $1", [name])).rowCount, 0);
});
