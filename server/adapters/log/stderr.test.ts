import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { fileLines, streamLines } from "./stderr.ts";

const here = JSON.stringify(new URL("./pino.ts", import.meta.url).href);

/** A process that says on stdout when it has logged this many lines. */
const logging = (lines: number) => `
  import { createLog } from ${here};
  const log = createLog();
  for (let n = 0; n < ${lines}; n += 1) log.info({ n, filler: "x".repeat(200) }, "line");
  console.log("logged");
  setTimeout(() => log.info({}, "last"), 500);`;

test("a log that nobody reads holds up nothing, and what was lost of it is counted", { timeout: 30_000 }, async () => {
  const child = spawn(process.execPath, ["--input-type=module", "-e", logging(20_000)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [said] = await once(createInterface({ input: child.stdout }), "line");
  assert.equal(said, "logged");
  const lines = (await text(child.stderr)).trim().split("\n");
  const parsed = lines.map((line): Record<string, unknown> => JSON.parse(line));
  const lost = parsed.find(({ msg }) => msg === "lines of the log were lost");
  const written = parsed.filter(({ msg }) => msg === "line").length;
  assert.equal(written + Number(lost?.["lines"]), 20_000);
  assert.equal(parsed.at(-1)?.["msg"], "last");
});

test("a log whose reader is gone ends nothing", { timeout: 30_000 }, async () => {
  const child = spawn(process.execPath, ["--input-type=module", "-e", logging(100)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stderr.destroy();
  assert.deepEqual(await once(child, "exit"), [0, null]);
});

test("lines that wait are bounded, and go on when there is room again", async () => {
  const heard: string[] = [];
  let goOn = (): void => undefined;
  const stream = new Writable({
    write(chunk, _, done) {
      heard.push(String(chunk));
      goOn = done;
    },
  });
  const lines = streamLines(stream, 110);
  for (const name of ["a", "b", "c", "d"]) lines.write(name.repeat(60));
  while (stream.writableLength > 0) {
    goOn();
    await setImmediate();
  }
  lines.write("e");
  goOn();
  await setImmediate();
  assert.deepEqual([...heard.slice(0, 2), ...heard.slice(3)], ["a".repeat(60), "b".repeat(60), "e"]);
  assert.match(heard[2] ?? "", /^\{"level":"warn","time":"[^"]+","lines":2,"msg":"lines of the log were lost"\}\n$/);
});

test("a file that takes nothing now costs lines, and takes the next", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "postroom-log-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "log");
  const fd = openSync(file, "a");
  const lines = fileLines(fd);
  lines.write("one\n");
  closeSync(fd);
  lines.write("two\n");
  assert.equal(openSync(file, "a"), fd);
  lines.write("three\n");
  closeSync(fd);
  assert.match(readFileSync(file, "utf8"), /^one\n\{.*"lines":1,.*\}\nthree\n$/);
});
