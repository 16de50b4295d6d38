import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { runStage, type Stage } from "./stage.ts";

const mixed = `import test, { describe, it } from "node:test";
describe("a suite", () => { it("passes", () => {}); it("fails", () => { throw new Error("as planned"); }); });
test("is skipped", (t) => t.skip("no peer"));`;
const leaking = `import { createServer } from "node:net"; import test from "node:test";
test("leaves a server", () => { createServer().listen(0); });`;
const careless = `import test from "node:test";
test("forgets a promise", async () => { Promise.reject(new Error("as planned")); await new Promise((done) => { setTimeout(done, 20); }); });`;
const endless = `import test from "node:test";
test("waits for ever", () => new Promise(() => { setInterval(() => {}, 1000); }));`;

test("passed, failed and skipped tests are counted, suites are not", async (t) => {
  const { passed, failed, skipped } = await runStage(await stageOf(t, mixed));
  assert.deepEqual({ passed, failed, skipped }, { passed: 1, failed: 1, skipped: 1 });
});

test("what a test left open fails the run instead of holding it", async (t) => {
  const { passed, failed } = await runStage(await stageOf(t, leaking, { idleMs: 500 }));
  assert.deepEqual({ passed, failed }, { passed: 1, failed: 1 });
});

test("an error that nobody caught fails the run", async (t) => {
  const { passed, failed } = await runStage(await stageOf(t, careless));
  assert.deepEqual({ passed, failed }, { passed: 1, failed: 1 });
});

test("a run ends when its time is up", async (t) => {
  const { passed, failed } = await runStage(await stageOf(t, endless, { endsAt: performance.now() + 1500 }));
  assert.deepEqual({ passed, failed }, { passed: 0, failed: 1 });
});

test("a file that cannot be loaded is a failure", async (t) => {
  const { failed } = await runStage(await stageOf(t, "throw new Error('as planned');"));
  assert.equal(failed, 1);
});

async function stageOf(t: TestContext, text: string, given: Partial<Stage> = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "postroom-stage-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "planned.test.mjs");
  await writeFile(file, text);
  const endsAt = performance.now() + 30_000;
  return { files: [file], testMs: 10_000, idleMs: 10_000, endsAt, prints: false, ...given };
}
