import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

/** A process that runs something until it is stopped. `stop` and `start` are source text: what is run here is another process. */
function running(
  t: { after(fn: () => void): void },
  { start = "", stop = "" }: { readonly start?: string; readonly stop?: string },
) {
  const url = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
  const source = `
    import { createLog } from ${url("../adapters/log/pino.ts")};
    import { runUntilStopped } from ${url("./run-until-stopped.ts")};
    import { createServer } from "node:net";
    const server = createServer();
    await runUntilStopped(async () => {
      server.listen(0);
      ${start}
      console.log("started");
      return { async stop() { ${stop} server.close(); console.log("stopped"); } };
    }, createLog());
    process.exit(0);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], { stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    /** The next line, or undefined when there will be none. */
    line: async (): Promise<string | undefined> => (await lines.next()).value,
    stderr: text(child.stderr),
    ended: once(child, "close"),
  };
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`${signal} stops what runs and ends with 0`, async (t) => {
    const { child, line, ended } = running(t, {});
    assert.equal(await line(), "started");
    child.kill(signal);
    assert.equal(await line(), "stopped");
    assert.deepEqual(await ended, [0, null]);
  });
}

test("a second signal ends at once with 1, though the stop has not finished", async (t) => {
  const { child, line, stderr, ended } = running(t, { stop: 'console.log("stopping"); await new Promise(() => {});' });
  assert.equal(await line(), "started");
  child.kill("SIGTERM");
  assert.equal(await line(), "stopping");
  await pause(300);
  child.kill("SIGTERM");
  assert.deepEqual(await ended, [1, null]);
  assert.match(await stderr, /"msg":"second signal"/);
});

test("the same wish that comes twice, from a group and from who stands in front, is one signal", async (t) => {
  const { child, line, ended } = running(t, { stop: "await new Promise((done) => setTimeout(done, 200));" });
  assert.equal(await line(), "started");
  child.kill("SIGINT");
  child.kill("SIGTERM");
  await pause(50);
  child.kill("SIGINT");
  assert.equal(await line(), "stopped");
  assert.deepEqual(await ended, [0, null]);
});

test("a signal during the start is kept until the start is over", async (t) => {
  const { child, line, ended } = running(t, {
    start: 'const go = new Promise((go) => process.once("SIGUSR2", go)); console.log("starting"); await go;',
  });
  assert.equal(await line(), "starting");
  child.kill("SIGTERM");
  child.kill("SIGUSR2");
  assert.equal(await line(), "started");
  assert.deepEqual(await ended, [0, null]);
});

for (const [what, start] of [
  ["an exception that nobody caught", 'setImmediate(() => { throw new Error("boom"); });'],
  ["a rejection that nobody caught", 'Promise.reject(new Error("boom"));'],
] as const) {
  test(`${what} is logged and ends with 1`, async (t) => {
    const { stderr, ended } = running(t, { start });
    assert.deepEqual(await ended, [1, null]);
    assert.match(await stderr, /^\{"level":"error".*boom/m);
  });
}
