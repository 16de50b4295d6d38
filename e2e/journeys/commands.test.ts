import assert from "node:assert/strict";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { runPostroom, runUntilReady } from "../support/server.ts";
import { temporaryFolder } from "../support/team.ts";

const anyPort = ["--http", "127.0.0.1:0", "--smtp", "127.0.0.1:0"];
const acme = fileURLToPath(new URL("../../fixtures/teams/acme.yaml", import.meta.url));

test("help and version stand on stdout and end with 0", async () => {
  const version = await runPostroom(["--version"]);
  assert.deepEqual([version.code, version.stderr], [0, ""]);
  assert.match(version.stdout, /^\d+\.\d+\.\d+\S*\n$/);
  for (const words of [
    ["--help"],
    ["serve", "--help"],
    ["migrate", "--help"],
    ["provision", "--help"],
    ["check", "--help"],
    ["backup", "--help"],
    ["restore", "--help"],
    ["move", "--help"],
  ]) {
    const { code, stdout, stderr } = await runPostroom(words);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^Usage: postroom/);
  }
});

test("bad arguments are one clear line each and end with 2", async (t) => {
  const data = await temporaryFolder(t);
  for (const words of [["--htpp", "x"], ["serve", "--htpp", "x"], ["srve"], ["provision"], ["serve", "surplus"]]) {
    const { code, stdout, stderr } = await runPostroom(words);
    assert.deepEqual([code, stdout], [2, ""], stderr);
    assert.equal(lines(stderr).length, 1, stderr);
  }
  const many = ["--data", data, "--http", "nowhere", "--smtp", "x", "--database", "mysql://x", "--relay", "http://x"];
  const { code, stderr } = await runPostroom(["serve", ...many]);
  assert.equal(code, 2);
  for (const flag of ["--http", "--smtp", "--database", "--relay"]) {
    assert.equal(lines(stderr).filter((line) => line.startsWith(flag)).length, 1, stderr);
  }
});

test("migrate prepares an empty directory, and --dry-run only says how", async (t) => {
  const data = await temporaryFolder(t);
  const dry = await runPostroom(["migrate", "--dry-run", "--data", data]);
  assert.equal(dry.code, 0, dry.stderr);
  const names = lines(dry.stdout).map((line) => line.match(/^would apply (\d{4}-\S+)$/)?.[1]);
  assert.ok(names.length > 0 && !names.includes(undefined), dry.stdout);
  const done = await runPostroom(["migrate", "--data", data]);
  assert.deepEqual(
    lines(done.stdout),
    names.map((name) => `applied ${name}`),
    done.stderr,
  );
  const again = await runPostroom(["migrate", "--data", data]);
  assert.deepEqual([again.code, again.stdout], [0, "nothing to do\n"]);
});

test("the ready line is the only one on stdout; SIGTERM and SIGINT end with 0", async (t) => {
  const data = await temporaryFolder(t);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const { code, stdout, pid, stderr } = await runUntilReady(
      ["serve", "--data", data, ...anyPort, "--provision", acme],
      signal,
    );
    assert.equal(code, 0, stderr);
    assert.equal(lines(stdout).length, 1, stdout);
    const { version, http, smtp, ...rest } = JSON.parse(stdout);
    assert.equal(stdout, `${JSON.stringify({ event: "ready", pid, http, smtp, version })}\n`);
    assert.deepEqual(rest, { event: "ready", pid });
    assert.match(http, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(smtp, /^127\.0\.0\.1:\d+$/);
    for (const line of lines(stderr)) assert.equal(typeof JSON.parse(line), "object", line);
  }
});

function lines(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}
