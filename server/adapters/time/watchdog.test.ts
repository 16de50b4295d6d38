import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

const url = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/** A process whose loop may be blocked for 1 s; it then does what `source` says. */
function watchedProcess(t: TestContext, source: string) {
  const code = `
    import { watchEventLoop } from ${url("./watchdog.ts")};
    import { createLog } from ${url("../log/pino.ts")};
    const log = createLog();
    watchEventLoop({ entry: new URL(${url("../../watchdog-thread.ts")}), log, blockedMsMax: 1_000 });
    const block = (ms) => { for (const end = Date.now() + ms; Date.now() < end; ); };
    setTimeout(() => { console.log("up"); ${source} }, 2_000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => void child.kill("SIGKILL"));
  const up = once(createInterface({ input: child.stdout }), "line");
  return { child, up, stderr: text(child.stderr), ended: once(child, "exit") };
}

test("a loop that no longer turns ends the process, and one line says why", { timeout: 60_000 }, async (t) => {
  const { stderr, ended } = watchedProcess(t, "for (;;);");
  assert.deepEqual(await ended, [null, "SIGKILL"]);
  const { level, blockedMs, msg } = JSON.parse(await stderr);
  assert.deepEqual([level, blockedMs, msg], ["error", 1_000, "the event loop is blocked"]);
});

test("shorter blocks are none, and a process that is idle ends by itself", { timeout: 60_000 }, async (t) => {
  const { stderr, ended } = watchedProcess(t, "block(400); setTimeout(() => block(400), 200);");
  assert.deepEqual(await ended, [0, null]);
  assert.equal(await stderr, "");
});

test("a process that was stopped for longer goes on", { timeout: 60_000 }, async (t) => {
  const { child, up, stderr, ended } = watchedProcess(t, "setTimeout(() => undefined, 4_000);");
  await up;
  child.kill("SIGSTOP");
  await pause(3_000);
  child.kill("SIGCONT");
  assert.deepEqual(await ended, [0, null]);
  assert.equal(await stderr, "");
});
