import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { atEnd } from "../../../testing/at-end.ts";
import { asked, started, startProgram, usedDirectory } from "../../../testing/embedded-directory.ts";
import { silentLog } from "../../../testing/silent-log.ts";
import { openPool } from "../pool.ts";
import { connectBeside } from "./beside.ts";
import { isAlive } from "./process-state.ts";
import { DirectoryUnusable } from "./refusals.ts";

const isLinux = process.platform === "linux";

test("the server dies with its parent", { skip: !isLinux }, async (t) => {
  const first = await startProgram(t, await usedDirectory(t));
  const server = first.told.pid ?? 0;
  const begun = performance.now();
  first.child.kill("SIGKILL");
  await gone(server);
  t.diagnostic(`gone ${Math.round(performance.now() - begun)} ms after a kill -9 of its parent`);
});

test("after a kill -9 the next one starts at once, and what was confirmed is there", async (t) => {
  const dataDirectory = await usedDirectory(t);
  const first = await startProgram(t, dataDirectory);
  const beside = await connectBeside(dataDirectory);
  await asked(beside?.ownerUrl ?? "", "CREATE TABLE kept AS SELECT 1 AS one");
  const exited = once(first.child, "exit");
  first.child.kill("SIGKILL");
  await exited;
  const begun = performance.now();
  const again = await started(t, { dataDirectory });
  t.diagnostic(`serving ${Math.round(performance.now() - begun)} ms after a kill -9`);
  assert.deepEqual(await asked(again.ownerUrl, "SELECT one FROM kept"), [{ one: 1 }]);
});

test("what a start that was killed inside initdb has left is removed, and what somebody makes is left alone", async (t) => {
  const dataDirectory = await usedDirectory(t);
  const dead = spawn(process.execPath, ["-e", ""]);
  await once(dead, "exit");
  const left = [`postgres.new-${dead.pid}-1`, `postgres.new-${process.pid}-1`];
  const kept = [`postgres.new-${process.ppid}-1`, "postgres.new-mine"];
  for (const name of [...left, ...kept]) {
    await mkdir(join(dataDirectory, name), { mode: 0o700 });
    await writeFile(join(dataDirectory, name, "PG_VERSION"), "18\n");
  }
  await started(t, { dataDirectory });
  const there = (await readdir(dataDirectory)).filter((name) => name.startsWith("postgres.new-"));
  assert.deepEqual(there.toSorted(), kept.toSorted());
});

test("one that hangs in the stop that its parent's death asked for is ended, and the next one starts", {
  skip: !isLinux,
}, async (t) => {
  const dataDirectory = await usedDirectory(t);
  // Whether it hangs is a matter of moments: it recovers from the crash of one of its processes when its parent dies.
  for (const afterMs of [5, 20, 40]) {
    const first = await startProgram(t, dataDirectory);
    const beside = await connectBeside(dataDirectory);
    const [writer] = await asked(
      beside?.ownerUrl ?? "",
      "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'",
    );
    assert(typeof writer === "object" && writer !== null && "pid" in writer);
    process.kill(Number(writer.pid), "SIGKILL");
    await sleep(afterMs);
    const exited = once(first.child, "exit");
    first.child.kill("SIGKILL");
    await exited;
    const begun = performance.now();
    const again = await started(t, { dataDirectory });
    t.diagnostic(`serving ${Math.round(performance.now() - begun)} ms later`);
    await again.stop();
  }
});

test("a left-over server is adopted, kept and stopped", async (t) => {
  const dataDirectory = await usedDirectory(t);
  const first = await startProgram(t, dataDirectory, { missingTools: ["setpriv"] });
  const exited = once(first.child, "exit");
  first.child.kill("SIGKILL");
  await exited;
  const begun = performance.now();
  const second = await started(t, { dataDirectory });
  t.diagnostic(`adopted in ${Math.round(performance.now() - begun)} ms`);
  assert.equal(second.isAdopted, true);
  assert.equal(second.pid(), first.told.pid);
  assert.deepEqual(await asked(second.applicationUrl, "SELECT 1 AS one"), [{ one: 1 }]);
  await second.stop();
  assert.equal(isAlive(second.pid()), false);
});

test("a left-over server with other settings is replaced", async (t) => {
  const dataDirectory = await usedDirectory(t);
  const first = await startProgram(t, dataDirectory, { missingTools: ["setpriv"] });
  const exited = once(first.child, "exit");
  first.child.kill("SIGKILL");
  await exited;
  const second = await started(t, { dataDirectory, flags: { max_connections: "50" } });
  assert.equal(second.isAdopted, false);
  assert.equal(isAlive(first.told.pid ?? 0), false);
  assert.deepEqual(await asked(second.applicationUrl, "SHOW max_connections"), [{ max_connections: "50" }]);
});

for (const victim of ["the server", "one of its sessions"] as const) {
  test(`after a kill -9 of ${victim} the pool works again within 10 s`, async (t) => {
    const lost = Promise.withResolvers<void>();
    const back = Promise.withResolvers<void>();
    const dataDirectory = await usedDirectory(t);
    const embedded = await started(t, { dataDirectory, onLost: lost.resolve, onBack: back.resolve });
    await asked(embedded.ownerUrl, "CREATE TABLE kept AS SELECT 1 AS one; GRANT SELECT ON kept TO postroom");
    const pool = openPool(embedded.applicationUrl, { log: silentLog });
    atEnd(t, () => pool.end());
    const session = await pool.connect();
    atEnd(t, async () => session.release(true));
    const { rows } = await session.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const begun = performance.now();
    process.kill(victim === "the server" ? embedded.pid() : (rows[0]?.pid ?? 0), "SIGKILL");
    await lost.promise;
    // A session that has yet to notice may still answer.
    await assert.rejects(async () => {
      for (;;) await session.query("SELECT 1");
    });
    await back.promise;
    const ms = Math.round(performance.now() - begun);
    t.diagnostic(`back after ${ms} ms`);
    assert.ok(ms < 10_000);
    assert.deepEqual((await pool.query("SELECT one FROM kept")).rows, [{ one: 1 }]);
  });
}

test("a server that is killed comes back though its socket's folder is gone", async (t) => {
  const back = Promise.withResolvers<void>();
  const embedded = await started(t, { dataDirectory: await usedDirectory(t), onBack: back.resolve });
  const folder = new URL(embedded.ownerUrl).searchParams.get("host") ?? "";
  process.kill(embedded.pid(), "SIGKILL");
  await rm(folder, { recursive: true });
  await back.promise;
  assert.deepEqual(await asked(embedded.ownerUrl, "SELECT 1 AS one"), [{ one: 1 }]);
});

test("a cluster that is gone is not made anew: the supervisor gives up and says why", async (t) => {
  const dataDirectory = await usedDirectory(t);
  const embedded = await started(t, { dataDirectory });
  await rename(join(dataDirectory, "postgres"), join(dataDirectory, "elsewhere"));
  process.kill(embedded.pid(), "SIGKILL");
  assert.ok((await embedded.exited) instanceof DirectoryUnusable);
});

test("stopping in the middle of a loss leaves no server behind", async (t) => {
  const lost = Promise.withResolvers<void>();
  const dataDirectory = await usedDirectory(t);
  const embedded = await started(t, { dataDirectory, onLost: lost.resolve });
  process.kill(embedded.pid(), "SIGKILL");
  await lost.promise;
  await embedded.stop();
  assert.equal(isAlive(embedded.pid()), false);
  const again = await started(t, { dataDirectory });
  assert.equal(again.isAdopted, false);
});

/** A process that is not our child sends no event. */
async function gone(pid: number): Promise<void> {
  const begun = performance.now();
  while (isAlive(pid)) {
    assert.ok(performance.now() - begun < 10_000, `process ${pid} is still there`);
    await sleep(5);
  }
}
