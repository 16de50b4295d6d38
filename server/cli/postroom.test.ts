import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../bin/postroom.mjs", import.meta.url));

/** Runs the command in an empty folder, without our own environment, and waits for its end. */
async function postroom(
  t: { after(fn: () => Promise<void>): void },
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  const cwd = await mkdtemp(join(tmpdir(), "postroom-cli-"));
  t.after(() => rm(cwd, { recursive: true }));
  const child = spawn(process.execPath, [bin, ...words], { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { stdout, stderr, code };
}

test("--version prints the version, --help the commands, both end with 0", async (t) => {
  const version = await postroom(t, ["--version"]);
  assert.deepEqual([version.code, version.stderr], [0, ""]);
  assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
  const help = await postroom(t, ["--help"]);
  assert.equal(help.code, 0);
  for (const name of ["serve", "migrate", "provision", "check", "doctor", "demo"])
    assert.match(help.stdout, new RegExp(`^  ${name} `, "m"));
});

test("every command has its own --help, and names every option with variable and default", async (t) => {
  const commands = ["serve", "migrate", "provision", "check", "doctor", "demo"];
  const helps = await Promise.all(commands.map((name) => postroom(t, [name, "--help"])));
  for (const [index, { code, stdout }] of helps.entries()) {
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`^Usage: postroom ${commands[index]} `));
  }
  const serve = helps[0]?.stdout.replace(/\s+/g, " ") ?? "";
  for (const word of ["--data", "--http", "--smtp", "--relay", "--database", "--provision", "--config"])
    assert(serve.includes(word), word);
  assert(serve.includes("POSTROOM_HTTP; default: 127.0.0.1:8080"));
});

const badArguments: readonly [readonly string[], RegExp][] = [
  [["serve", "--htpp", "x"], /^error: unknown option '--htpp' \(Did you mean --http\?\)\n$/],
  [["serve", "surplus"], /^error: too many arguments for 'serve'\. Expected 0 arguments but got 1[^\n]*\n$/],
  [["serve", "--http"], /^error: option '--http <host:port>' argument missing\n$/],
  [["srve"], /^error: unknown command 'srve' \(Did you mean serve\?\)\n$/],
  [["provision"], /^error: missing required argument 'file'\n$/],
  [["provision", ""], /^error: command-argument value '' is invalid for argument 'file'\. must not be empty\n$/],
  [["backup", ""], /^error: command-argument value '' is invalid for argument 'file'\. must not be empty\n$/],
  [["restore", ""], /^error: command-argument value '' is invalid for argument 'file'\. must not be empty\n$/],
];
for (const [words, line] of badArguments) {
  test(`postroom ${words.join(" ")}: one clear line, exit code 2`, async (t) => {
    const { code, stdout, stderr } = await postroom(t, words);
    assert.match(stderr, line);
    assert.deepEqual([code, stdout], [2, ""]);
  });
}

test("no command at all is a bad argument: help on stderr, exit code 2", async (t) => {
  const { code, stdout, stderr } = await postroom(t, []);
  assert.match(stderr, /^Usage: postroom /);
  assert.deepEqual([code, stdout], [2, ""]);
});

test("all problems of the configuration stand on stderr, one a line, and the server ends with 2", async (t) => {
  const words = ["serve", "--http", "nowhere", "--relay", "smtp://u:hunter2@relay.test", "--config", "missing.yaml"];
  const { code, stdout, stderr } = await postroom(t, words, { POSTROOM_SMTP: "x" });
  assert.deepEqual(stderr.split("\n"), [
    "missing.yaml: no such file",
    '--http: expected HOST:PORT, got "nowhere"',
    'POSTROOM_SMTP: expected HOST:PORT or off, got "x"',
    "--relay: credentials without TLS: use smtps:// or add ?tls=required",
    "",
  ]);
  assert.deepEqual([code, stdout], [2, ""]);
});

test("doctor tells line by line what it found and the records for DNS, ends with 0, and with 1 when something fails", async (t) => {
  const options = ["--smtp", "off", "--log-level", "error"];
  const { code, stdout, stderr } = await postroom(t, ["doctor", ...options]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^ok {4}configuration: can be read/m);
  assert.match(stdout, /^warn {2}relay: none/m);
  assert.match(stdout, /\nnothing failed\n$/);
  const failing = await postroom(t, ["doctor", ...options, "--relay", "smtp://127.0.0.1:1", "--json"]);
  assert.equal(failing.code, 1);
  const { findings, records } = JSON.parse(failing.stdout);
  assert.ok(findings.some(({ area, level }: { area: string; level: string }) => area === "relay" && level === "fail"));
  assert.deepEqual(records, []);
  const wrong = await postroom(t, ["doctor", "--relay", "nowhere"]);
  assert.deepEqual([wrong.code, wrong.stdout], [2, ""]);
});
