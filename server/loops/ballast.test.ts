import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { diskBallast } from "../adapters/files/ballast.ts";
import { openDiskFiles } from "../adapters/files/disk.ts";
import { createMetrics } from "../adapters/metrics/prometheus.ts";
import { ballastBytes } from "../domain/mail/free-space.ts";
import { silentLog } from "../testing/silent-log.ts";
import { holdingBallast } from "./ballast.ts";

const gigabyte = 2 ** 30;

async function disk(t: TestContext) {
  const data = await mkdtemp(join(tmpdir(), "postroom-ballast-"));
  t.after(() => rm(data, { recursive: true }));
  const now = { steady: 0, free: 4 * gigabyte };
  const clock = { steady: () => now.steady, wall: () => now.steady };
  const files = { ...(await openDiskFiles({ folder: join(data, "files"), clock })), free: async () => now.free };
  const said: unknown[] = [];
  const log = { ...silentLog, error: (fields: object) => void said.push(fields) };
  const tick = holdingBallast({
    ...{ ballast: diskBallast(data), files, clock, log, metrics: createMetrics(), floor: gigabyte },
  });
  const after = async (seconds: number, free: number) => {
    Object.assign(now, { steady: now.steady + seconds * 1_000, free });
    await tick();
    return (await readdir(data)).filter((name) => name.startsWith("ballast"));
  };
  return { data, after, said };
}

test("ballast lies on the disk after a minute with room, is given up when the disk is full, and comes back when there is room again", async (t) => {
  const { data, after, said } = await disk(t);
  assert.deepEqual(await after(0, 4 * gigabyte), []);
  assert.deepEqual(await after(59, 4 * gigabyte), []);
  assert.deepEqual(await after(1, 4 * gigabyte), ["ballast"]);
  const { size, blocks, mode } = await stat(join(data, "ballast"));
  assert.equal(size, ballastBytes);
  assert.ok(blocks * 512 >= ballastBytes, "its bytes are there");
  assert.equal(mode & 0o777, 0o600);
  assert.deepEqual(await after(1, gigabyte / 2), ["ballast"], "below the floor it stays");
  assert.deepEqual(said, []);
  assert.deepEqual(await after(1, 1_000_000), []);
  assert.deepEqual(said, [{ alarm: "disk-full" }]);
  assert.deepEqual(await after(30, 4 * gigabyte), []);
  assert.deepEqual(await after(30, gigabyte), [], "the minute begins anew");
  assert.deepEqual(await after(1, 4 * gigabyte), []);
  assert.deepEqual(await after(60, 4 * gigabyte), ["ballast"]);
});
