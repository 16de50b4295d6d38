import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { type TestContext, test } from "node:test";
import { Client } from "pg";
import { atEnd } from "../../testing/at-end.ts";
import { testDatabase } from "../../testing/database.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { isLostRace, wasNotApplied } from "./faults.ts";
import { openPool } from "./pool.ts";

test("times come as milliseconds, bigints as numbers, lists of them likewise", async (t) => {
  const { pool } = await testDatabase(t);
  const { rows } = await pool.query(`
    SELECT timestamptz '2026-03-29 01:30:00.125+01' AS time, timestamptz '1969-12-31 23:59:59+00' AS early, 9007199254740991 AS size,
           ARRAY[timestamptz '1970-01-01 00:00:01+00', NULL] AS times, ARRAY[1::bigint, NULL] AS sizes, NULL::bigint AS nothing`);
  const time = Date.UTC(2026, 2, 29, 0, 30, 0, 125);
  const expected = {
    time,
    early: -1000,
    size: Number.MAX_SAFE_INTEGER,
    times: [1000, null],
    sizes: [1, null],
    nothing: null,
  };
  assert.deepEqual(rows, [expected]);
});

test("a time of the same moment is the same number whatever the session's zone", async (t) => {
  const { pool } = await testDatabase(t);
  const client = await pool.connect();
  atEnd(t, async () => client.release());
  for (const zone of ["Asia/Kolkata", "America/St_Johns", "UTC"]) {
    await client.query(`SET timezone = '${zone}'`);
    const { rows } = await client.query("SELECT timestamptz '2026-07-01 12:00:00Z' AS time");
    assert.deepEqual(rows, [{ time: Date.UTC(2026, 6, 1, 12) }], zone);
  }
});

test("a bigint beyond what a number can hold is a bug, not a wrong number", async (t) => {
  const { pool } = await testDatabase(t);
  await assert.rejects(pool.query("SELECT 9007199254740993::bigint AS size"), /no safe number/);
  assert.deepEqual((await pool.query("SELECT 1::bigint AS size")).rows, [{ size: 1 }]);
});

test("a session has the limits of reliability.md 2.9", async (t) => {
  const { pool } = await testDatabase(t);
  const { rows } = await pool.query(`
    SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
           current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('application_name') AS name`);
  assert.deepEqual(rows, [{ statement: "10s", lock: "3s", idle: "30s", name: "postroom test" }]);
});

test("a server that says nothing any more is as one that is lost, and the pool works again when it speaks", async (t) => {
  const { url } = await testDatabase(t);
  const way = await silentWay(t, url);
  const pool = openPool(way.url, { log: silentLog, size: 2, answerMs: 300 });
  atEnd(t, () => pool.end());
  assert.deepEqual((await pool.query("SELECT 1 AS one")).rows, [{ one: 1 }]);
  way.fallSilent();
  const begun = performance.now();
  await assert.rejects(pool.query("SELECT 2 AS two"), (error) => wasNotApplied(error));
  assert.ok(performance.now() - begun < 2_000);
  way.speak();
  assert.deepEqual((await pool.query("SELECT 3 AS three")).rows, [{ three: 3 }]);
});

/** A way to the server of `url` on which bytes can stop going. */
async function silentWay(t: TestContext, url: string) {
  const { searchParams, username, pathname } = new URL(url);
  let isSilent = false;
  const server = createServer((near) => {
    const far = connect(`${searchParams.get("host")}/.s.PGSQL.${searchParams.get("port")}`);
    for (const socket of [near, far]) socket.on("error", () => undefined);
    near.on("data", (bytes) => isSilent || far.write(bytes)).on("close", () => far.destroy());
    far.on("data", (bytes) => near.write(bytes)).on("close", () => near.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  atEnd(t, async () => void server.close());
  const { port } = server.address() as AddressInfo; // a TCP listener's address is always this shape
  return {
    url: `postgres://${username}@127.0.0.1:${port}${pathname}?sslmode=disable`,
    fallSilent: () => {
      isSilent = true;
    },
    speak: () => {
      isSilent = false;
    },
  };
}

test("who finds the pool full waits 2 s at most", async (t) => {
  const { url } = await testDatabase(t);
  const pool = openPool(url, { log: silentLog, size: 1 });
  const client = await pool.connect();
  atEnd(t, async () => {
    client.release();
    await pool.end();
  });
  const begun = performance.now();
  await assert.rejects(pool.connect(), /timeout exceeded/);
  assert.ok(performance.now() - begun < 3_000);
});

test("losing connections, idle and in use, ends no process, and the pool makes new ones", async (t) => {
  const { url, ownerUrl } = await testDatabase(t);
  const pool = openPool(url, { log: silentLog });
  const owner = openPool(ownerUrl, { log: silentLog });
  atEnd(t, () => Promise.all([pool.end(), owner.end()]));
  const [busy, idle] = await Promise.all([pool.connect(), pool.connect()]);
  idle.release();
  const ended = Promise.all([busy, idle].map((client) => new Promise((resolve) => client.once("end", resolve))));
  await owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()",
  );
  await ended;
  await assert.rejects(busy.query("SELECT 1"));
  busy.release(true);
  assert.deepEqual((await pool.query("SELECT 1 AS one")).rows, [{ one: 1 }]);
});

test("a table that another release has changed is asked anew: one answer fails, those behind it do not", async (t) => {
  const { pool, ownerUrl } = await testDatabase(t);
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  atEnd(t, () => owner.end());
  await owner.query("CREATE TABLE things AS SELECT 1 AS one; GRANT SELECT ON things TO PUBLIC");
  const client = await pool.connect();
  atEnd(t, async () => client.release());
  const ask = async () => (await client.query("SELECT * FROM things WHERE one = $1", [1])).rows;
  for (let times = 0; times < 10; times++) assert.deepEqual(await ask(), [{ one: 1 }]);
  await owner.query("ALTER TABLE things ADD COLUMN two int NOT NULL DEFAULT 2");
  await assert.rejects(ask(), (error) => isLostRace(error));
  for (let times = 0; times < 10; times++) assert.deepEqual(await ask(), [{ one: 1, two: 2 }]);
});

test("a transaction begins with its first statement, and where it cannot begin its writes are not applied", async (t) => {
  const { pool } = await testDatabase(t);
  const client = await pool.connect();
  const level = "SELECT current_setting('transaction_isolation') AS level";
  await client.query("start transaction isolation level repeatable read read only");
  assert.deepEqual((await client.query(level)).rows, [{ level: "repeatable read" }]);
  await client.query("rollback");
  assert.deepEqual((await client.query(level)).rows, [{ level: "read committed" }]);

  await client.query("begin isolation level unheard of");
  await client.query(level).catch(() => undefined);
  await assert.rejects(client.query("UPDATE outgoing_hold SET note = 'outside of any transaction'"));
  client.release(true);
  assert.deepEqual((await pool.query("SELECT note FROM outgoing_hold")).rows, [{ note: null }]);
});
