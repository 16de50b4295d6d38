import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { createLog } from "./pino.ts";

function captured(options: { readonly level?: "debug" | "info"; readonly lineBytesMax?: number } = {}) {
  const lines: string[] = [];
  return { lines, log: createLog({ ...options, write: (line) => lines.push(line) }) };
}

test("a line is one JSON object with level, time, message and fields, those of a child included", () => {
  const { lines, log } = captured();
  log.child({ actor: "alice" }).info({ ms: 3 }, "accepted");
  const { time, ...rest } = JSON.parse(lines[0] ?? "");
  assert.deepEqual(rest, { level: "info", actor: "alice", ms: 3, msg: "accepted" });
  assert.ok(!Number.isNaN(Date.parse(time)));
});

test("secrets never reach the line, however deep they lie", () => {
  const { lines, log } = captured();
  const canary = "canary-5711";
  const secrets = { password: canary, headers: { authorization: canary, cookie: canary, "set-cookie": [canary] } };
  log.info({ ...secrets, request: { ...secrets, body: { token: canary, secret: canary } } }, "request");
  log.child({ token: canary }).warn({ users: [{ password: canary }] }, "child");
  assert.equal(lines.length, 2);
  assert.ok(!lines.join("").includes(canary), lines.join(""));
});

test("below the level nothing is written", () => {
  const { lines, log } = captured();
  log.debug({}, "quiet");
  assert.equal(lines.length, 0);
});

test("a line that is too long is cut to its message", () => {
  const { lines, log } = captured({ lineBytesMax: 1000 });
  log.info({ body: "x".repeat(5000) }, "long");
  const line = lines[0] ?? "";
  assert.ok(line.length <= 1000);
  assert.equal(JSON.parse(line).msg, "long");
  assert.ok(JSON.parse(line).cutBytes > 5000);
});

test("lines go to stderr, and stdout stays free", async () => {
  const url = new URL("./pino.ts", import.meta.url).href;
  const code = `import { createLog } from ${JSON.stringify(url)}; createLog().info({}, "hello"); process.abort();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  assert.equal(stdout, "");
  assert.match(stderr, /"msg":"hello"/);
});

test("an error shows its message, code, place and causes, and nothing that a library hung on it", () => {
  const { lines, log } = captured();
  const cause = Object.assign(new Error("the socket broke"), { code: "ECONNRESET", client: { password: "canary" } });
  log.error({ error: new TypeError("it failed", { cause }) }, "failed");
  const { error } = JSON.parse(lines[0] ?? "");
  assert.deepEqual([error.type, error.message], ["TypeError", "it failed"]);
  assert.match(error.stack, /pino\.test\.ts/);
  assert.deepEqual([error.cause.message, error.cause.code], ["the socket broke", "ECONNRESET"]);
  assert.doesNotMatch(lines[0] ?? "", /canary/);
});
