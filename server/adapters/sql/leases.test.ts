import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { testDatabase } from "../../testing/database.ts";
import { takeLease } from "./leases.ts";

test("a lease lasts while it is renewed, and says how long it surely does", async (t) => {
  const { pool } = await testDatabase(t);
  const lease = await takeLease(pool, "p1", { onlyProcess: false, leaseMs: 500, renewMs: 50 });
  t.after(() => lease.stop());
  const lasts = lease.hold();
  await pause(700);
  assert.deepEqual([lasts(100), lasts(501)], [true, false]);
});

test("what was claimed under a lease that ran out is not held by the next one", async (t) => {
  const { pool } = await testDatabase(t);
  // As that of a process that freezes between each two renewals.
  const lease = await takeLease(pool, "p1", { onlyProcess: false, leaseMs: 100, renewMs: 250 });
  t.after(() => lease.stop());
  const lasts = lease.hold();
  assert.ok(lasts(0));
  await pause(150);
  assert.ok(!lasts(0));
  while (!lease.hold()(0)) await pause(5);
  assert.ok(!lasts(0));
});

test("leases of processes that were never seen again are forgotten in the end", async (t) => {
  const { pool } = await testDatabase(t);
  await pool.query(
    "INSERT INTO processes VALUES ('long gone', now() - interval '2 hours'), ('just gone', now() - interval '1 minute')",
  );
  const lease = await takeLease(pool, "p1", { onlyProcess: false });
  t.after(() => lease.stop());
  const { rows } = await pool.query("SELECT id FROM processes ORDER BY id");
  assert.deepEqual(
    rows.map(({ id }) => id),
    ["just gone", "p1"],
  );
});
