import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { allInteractions } from "../support/operator.ts";
import { runPostroom, runUntilReady, startServer } from "../support/server.ts";
import { acmeWith, temporaryFolder, writeTeam } from "../support/team.ts";

const anyPort = ["--http", "127.0.0.1:0", "--smtp", "127.0.0.1:0"];
const acme = new URL("../../fixtures/teams/acme.yaml", import.meta.url).pathname;

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

test("a bad provisioning file names all its problems at once, and nothing of it is applied", async (t) => {
  const server = await startServer(t, { team: "acme" });
  const bad = await writeTeam(t, {
    settings: { invitationTimeout: "soon", wizardry: true },
    queues: [{ name: "new-queue", routing: { skills: "Frnch >= 1" } }],
    mailboxes: [{ address: "new@acme.test", queue: "nowhere" }],
    agents: [{ userName: "newcomer", password: "newcomer-demo-1", groups: ["Nobody"] }],
  });
  const paths = [
    "settings.invitationTimeout",
    "settings.wizardry",
    "queues[0].routing.skills",
    "mailboxes[0].queue",
    "agents[0].groups[0]",
  ];
  const beside = await runPostroom(["provision", bad, "--data", server.data]);
  const alone = await runPostroom(["serve", "--data", await temporaryFolder(t), ...anyPort, "--provision", bad]);
  for (const { code, stdout, stderr } of [beside, alone]) {
    assert.deepEqual([code, stdout], [2, ""], stderr);
    assert.equal(lines(stderr).length, paths.length, stderr);
    for (const path of paths) assert.ok(stderr.includes(`${path}: `), `${path} in ${stderr}`);
  }
  const sam = clientOf(server.ready().http, "sam");
  assert.doesNotMatch((await sam.get("/queues?fields=*")).text, /new-queue/);
  assert.doesNotMatch((await sam.get("/users?fields=*")).text, /newcomer/);
  const missing = await runPostroom(["provision", "/nowhere/team.yaml", "--data", server.data]);
  assert.deepEqual([missing.code, lines(missing.stderr).length], [2, 1], missing.stderr);
});

test("provision applies a file beside a running server and alone, and the second time changes nothing", async (t) => {
  const server = await startServer(t, { team: "acme" });
  const more = await writeTeam(t, await acmeWith({}, { queues: [{ name: "night" }] }));
  const first = await runPostroom(["provision", more, "--data", server.data]);
  assert.equal(first.code, 0, first.stderr);
  const sam = clientOf(server.ready().http, "sam");
  assert.match((await sam.get("/queues?fields=*")).text, /"night"/);
  const second = await runPostroom(["provision", more, "--data", server.data]);
  assert.deepEqual([second.code, lines(second.stdout).length], [0, 1], second.stderr);
  assert.notEqual(second.stdout, first.stdout);
  await server.stop();
  const alone = await runPostroom(["provision", more, "--data", server.data]);
  assert.deepEqual([alone.code, alone.stdout], [0, second.stdout], alone.stderr);
});

test("check finds nothing, beside a running server and alone; migrate has nothing left to do", async (t) => {
  const server = await startServer(t, { team: "acme" });
  const ids = [await mailIn(t, server.ready().smtp), await mailIn(t, server.ready().smtp)];
  const beside = await runPostroom(["check", "--data", server.data]);
  assert.deepEqual([beside.code, beside.stdout], [0, "no finding\n"], beside.stderr);
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  const alone = await runPostroom(["check", "--data", server.data]);
  assert.deepEqual([alone.code, alone.stdout], [0, "no finding\n"], alone.stderr);
  const migrated = await runPostroom(["migrate", "--data", server.data]);
  assert.deepEqual([migrated.code, migrated.stdout], [0, "nothing to do\n"], migrated.stderr);

  await server.restart();
  const rows = await allInteractions(clientOf(server.ready().http, "sam"));
  assert.deepEqual(
    rows.map(({ id }) => id),
    ids,
    "a start on an existing directory keeps what is in it",
  );
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

test("what stands in the way is one clear line, and ends with 3 or 2", async (t) => {
  const server = await startServer(t, { team: "acme" });
  const { pid, http, smtp } = server.ready();
  const fresh = () => temporaryFolder(t);

  await refusedStart(["--data", server.data, ...anyPort], 3, new RegExp(`${pid}`));
  await refusedStart(["--data", await fresh(), "--http", new URL(http).host, "--smtp", "127.0.0.1:0"], 3, /in use/);
  await refusedStart(["--data", await fresh(), "--http", "127.0.0.1:0", "--smtp", smtp], 3, /in use/);
  await refusedStart(["--data", await fresh(), ...anyPort, "--database", "postgres://127.0.0.1:1/none"], 3, /database/);
  await refusedStart(["--data", await fresh(), ...anyPort, "--database", await silentDatabase(t)], 3, /database/);

  const file = join(await fresh(), "file");
  await writeFile(file, "not a folder");
  await refusedStart(["--data", file, ...anyPort], 3, /file/);
  await refusedStart(["--data", join(file, "below"), ...anyPort], 3, /file/);
  await refusedStart(["--data", await fresh(), ...anyPort, "--provision", join(file, "team.yaml")], 2, /team\.yaml/);
  assert.equal((await clientOf(http).get("root:/health/ready")).status, 200, "the one that was there goes on");
});

async function refusedStart(flags: readonly string[], code: number, line: RegExp): Promise<void> {
  const begin = performance.now();
  const end = await runPostroom(["serve", ...flags, "--log-level", "error"], 30_000);
  const problems = lines(end.stderr).filter((one) => !one.startsWith("{"));
  assert.deepEqual([end.code, end.stdout, problems.length], [code, "", 1], `${flags.join(" ")}: ${end.stderr}`);
  assert.match(problems[0] ?? "", line);
  assert.ok(performance.now() - begin < 20_000);
}

/** Somebody who takes connections, and closes them without a word. */
async function silentDatabase(t: TestContext): Promise<string> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const address = server.address();
  return `postgres://127.0.0.1:${typeof address === "object" ? address?.port : 0}/none`;
}

function lines(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}
