import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import type { LoopName } from "../../ports/wake.ts";
import { testDatabase } from "../../testing/database.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { createWakeBetween } from "./wake-between.ts";

type Place = Awaited<ReturnType<typeof testDatabase>>;

/** A process that listens. */
async function startOne(t: TestContext, { url }: Place, speaker: string) {
  const looks: LoopName[] = [];
  const here = { loop: (name: LoopName) => void looks.push(name), on: () => () => undefined };
  const wake = createWakeBetween({ url, here, speaker, log: silentLog });
  t.after(() => wake.stop());
  const hears = async (name: LoopName): Promise<void> => {
    while (!looks.includes(name)) await pause(5);
  };
  // It looks once it can be heard by.
  await hears("fetcher");
  looks.length = 0;
  return { wake, looks, hears };
}

test("what is said in one process is heard in the others, and what concerns only one is not said", {
  timeout: 10_000,
}, async (t) => {
  const place = await testDatabase(t);
  const [one, other] = [await startOne(t, place, "p1"), await startOne(t, place, "p2")];
  one.wake.loop("router");
  one.wake.loop("notifier");
  await other.hears("notifier");
  await pause(100);
  assert.deepEqual([one.looks, other.looks], [["router", "notifier"], ["notifier"]]);
});

test("however often it is said, the database hears of it once in 50 ms", { timeout: 10_000 }, async (t) => {
  const place = await testDatabase(t);
  const one = await startOne(t, place, "p1");
  const words: (string | undefined)[] = [];
  const listening = new Client({ connectionString: place.url });
  await listening.connect();
  listening.on("notification", ({ payload }) => words.push(payload));
  await listening.query("LISTEN postroom_wake");
  const begun = performance.now();
  for (let time = 0; time < 200; time++) {
    one.wake.loop(time % 2 === 0 ? "notifier" : "fetcher");
    await pause(1);
  }
  await one.wake.stop();
  const most = (performance.now() - begun) / 50 + 2;
  await listening.query("SELECT");
  await listening.end();
  assert.ok(words.length > 1 && words.length <= most, `${words.length} words, at most ${most}`);
});

test("a connection that is lost comes back, and all look once, because nobody heard what was said meanwhile", {
  timeout: 10_000,
}, async (t) => {
  const place = await testDatabase(t);
  const [one, other] = [await startOne(t, place, "p1"), await startOne(t, place, "p2")];
  await place.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'postroom wake' AND datname = current_database()",
  );
  await Promise.all([one.hears("notifier"), other.hears("notifier")]);
  await Promise.all([one.hears("fetcher"), other.hears("fetcher")]);
  other.looks.length = 0;
  one.wake.loop("notifier");
  await other.hears("notifier");
});

test("it stops at any moment, also while it connects, and warns of nothing", { timeout: 10_000 }, async (t) => {
  const { url } = await testDatabase(t);
  const here = { loop: () => undefined, on: () => () => undefined };
  const warnings: unknown[] = [];
  const log = { ...silentLog, warn: (...warning: readonly unknown[]) => void warnings.push(warning) };
  for (let ms = 0; ms < 20; ms++) {
    const wake = createWakeBetween({ url, here, speaker: "p1", log });
    await pause(ms);
    await wake.stop();
  }
  assert.deepEqual(warnings, []);
});
