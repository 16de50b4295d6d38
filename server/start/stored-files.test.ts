import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { testCentre } from "../testing/centre.ts";
import { claimFiles } from "./stored-files.ts";

test("processes that start at the same moment on one directory all find it theirs", async (t) => {
  const { performing } = await testCentre(t);
  const data = await mkdtemp(join(tmpdir(), "postroom-data-"));
  t.after(() => rm(data, { recursive: true }));
  await Promise.all(Array.from({ length: 50 }, () => claimFiles(data, performing.store)));
  assert.deepEqual(await readdir(data), ["store"]);
});
