import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { putAside, putStaleAside } from "./stale-locks.ts";

const port = { host: "127.0.0.1", port: 1 };

async function lockIn(t: TestContext, text: string, ageMs = 0) {
  const cluster = await mkdtemp(join(tmpdir(), "postroom-locks-"));
  t.after(() => rm(cluster, { recursive: true, force: true }));
  const file = join(cluster, "postmaster.pid");
  await writeFile(file, text);
  const at = new Date(Date.now() - ageMs);
  await utimes(file, at, at);
  return { cluster, file };
}

test("a lock file that stayed empty is put aside, also when the clock was set back since, and one that was just made is not", async (t) => {
  for (const ageMs of [60_000, -3_600_000]) {
    const { cluster } = await lockIn(t, "", ageMs);
    await putStaleAside(cluster, port);
    assert.deepEqual(await readdir(cluster), ["postmaster.pid.stale"], String(ageMs));
  }
  const { cluster } = await lockIn(t, "");
  await putStaleAside(cluster, port);
  assert.deepEqual(await readdir(cluster), ["postmaster.pid"]);
});

test("the lock of a server that was started by somebody else meanwhile stays", async (t) => {
  const { cluster, file } = await lockIn(t, "a living server's\n");
  await putAside(file, "what was looked at\n");
  assert.equal(await readFile(file, "utf8"), "a living server's\n");
  assert.deepEqual(await readdir(cluster), ["postmaster.pid"]);
  const { cluster: gone, file: none } = await lockIn(t, "old\n");
  await putAside(none, "old\n");
  await putAside(none, "old\n");
  await putAside(`${none}.never`, "old\n");
  assert.deepEqual(await readdir(gone), ["postmaster.pid.stale"], "who comes second finds it done");
});
