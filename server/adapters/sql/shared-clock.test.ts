import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { testDatabase } from "../../testing/database.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { shareClock } from "./shared-clock.ts";

const hourMs = 3_600_000;

async function place(t: TestContext) {
  const { pool } = await testDatabase(t);
  /** A process whose steady time begins there. */
  const join = async (begin: number) => {
    let offset = begin - performance.now();
    const clock = {
      steady: () => Math.floor(offset + performance.now()),
      set: (steady: number) => {
        offset = steady - performance.now();
      },
    };
    const { stop } = await shareClock(pool, clock, { log: silentLog });
    t.after(stop);
    return { steady: clock.steady, stop };
  };
  return { pool, join };
}

const assertNear = (one: number, other: number): void => assert.ok(Math.abs(one - other) < 500, `${one} ${other}`);

test("whoever comes takes the time of those who are there, whether it was ahead or behind", async (t) => {
  const { join } = await place(t);
  const first = await join(10 * hourMs);
  const [ahead, behind] = [await join(11 * hourMs), await join(9 * hourMs)];
  assertNear(ahead.steady(), first.steady());
  assertNear(behind.steady(), first.steady());
});

test("where nobody is there any more, time goes on from the furthest, and never back", async (t) => {
  const { pool, join } = await place(t);
  (await join(10 * hourMs)).stop();
  for (const [begin, expected] of [
    [9, 10],
    [11, 11],
  ] as const) {
    await pool.query("UPDATE steady_clock SET at = at - interval '1 minute'");
    const next = await join(begin * hourMs);
    assertNear(next.steady(), expected * hourMs);
    next.stop();
  }
});

test("a day's step of the database's clock moves nobody's time", { timeout: 20_000 }, async (t) => {
  const { pool, join } = await place(t);
  const before = await join(10 * hourMs);
  await pool.query("UPDATE steady_clock SET at = at - interval '1 day'");
  const [steady, begun] = [before.steady(), performance.now()];
  await untilSaid(pool, steady);
  assertNear(before.steady() - steady, performance.now() - begun);
});

/** Until a process has said its time again. */
async function untilSaid(pool: Awaited<ReturnType<typeof place>>["pool"], after: number): Promise<void> {
  for (;;) {
    const { rows } = await pool.query("SELECT steady FROM steady_clock");
    if (rows[0].steady > after) return;
    await pool.query("SELECT pg_sleep(0.05)");
  }
}
