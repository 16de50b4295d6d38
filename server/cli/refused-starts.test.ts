import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { configurationSchema, options } from "../config-options.ts";

const bin = fileURLToPath(new URL("../bin/postroom.mjs", import.meta.url));
/** Nobody of ours gets there: who asks for it is refused before the database is started. */
const nowhere = "postgres://nobody@127.0.0.1:1/none";

async function emptyFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "postroom-refused-"));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Runs the command in a folder to its end. */
async function postroom(cwd: string, ...words: readonly string[]) {
  const child = spawn(process.execPath, [bin, ...words], { cwd, env: {}, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { stdout, lines: stderr.split("\n").filter((line) => line !== ""), code };
}

async function takenPort(t: TestContext): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return (server.address() as AddressInfo).port; // a TCP listener's address is always this shape
}

test("every option is a flag, an environment variable and a key, and serve takes all of them", async (t) => {
  const keys = Object.keys(configurationSchema.shape);
  assert.deepEqual(Object.keys(options), keys);
  const { stdout } = await postroom(await emptyFolder(t), "serve", "--help");
  for (const [key, { flag, environment }] of Object.entries(options)) {
    const words = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    assert.equal(flag.split(" ")[0], `--${words}`);
    assert.equal(environment, `POSTROOM_${words.replaceAll("-", "_").toUpperCase()}`);
    assert.ok(stdout.includes(flag) && stdout.includes(environment), key);
  }
});

test("files that the configuration names are told with all its other problems", async (t) => {
  const cwd = await emptyFolder(t);
  await writeFile(join(cwd, "team.yaml"), "queus: []\n");
  const files = ["--provision", "team.yaml", "--smtp-certificate", "gone.pem", "--smtp-key", "gone.key"];
  const team = /team\.yaml: queus: unknown key/;
  const certificate = /^--smtp-certificate: ENOENT/;
  const key = /^--smtp-key: ENOENT/;
  const both = await postroom(cwd, "serve", "--http", "nowhere", ...files);
  assert.equal(both.lines[0], '--http: expected HOST:PORT, got "nowhere"');
  assert.match(both.lines[1] ?? "", team);
  assert.match(both.lines[2] ?? "", certificate);
  assert.match(both.lines[3] ?? "", key);
  assert.deepEqual([both.code, both.lines.length], [2, 4]);
  const alone = await postroom(cwd, "serve", "--database", nowhere, ...files);
  assert.match(alone.lines[0] ?? "", team);
  assert.match(alone.lines[1] ?? "", certificate);
  assert.match(alone.lines[2] ?? "", key);
  assert.deepEqual([alone.code, alone.lines.length], [2, 3]);
  const missing = await postroom(cwd, "serve", "--provision", "gone.yaml");
  assert.deepEqual([missing.code, missing.lines.length], [2, 1]);
  assert.match(missing.lines[0] ?? "", /gone\.yaml: no such file$/);
  assert.deepEqual(await readdir(cwd), ["team.yaml"], "no database was started");
});

test("who only looks at a directory that is not there is told so, and makes nothing", async (t) => {
  const cwd = await emptyFolder(t);
  for (const words of [["check"], ["migrate", "--dry-run"]]) {
    const { code, stdout, lines } = await postroom(cwd, ...words, "--data", "nosuch");
    assert.deepEqual([code, stdout, lines], [2, "", [`--data: ${join(cwd, "nosuch")} does not exist`]]);
  }
  const empty = await postroom(cwd, "check", "--data", ".");
  assert.deepEqual([empty.code, empty.lines], [2, [`--data: ${cwd} has no database of postroom`]]);
  assert.deepEqual(await readdir(cwd), []);
});

test("who only looks at a directory that cannot be looked into is told so in one line", async (t) => {
  const cwd = await emptyFolder(t);
  await writeFile(join(cwd, "file"), "");
  const below = join(cwd, "file", "below");
  const to = ["--to", nowhere];
  for (const words of [["check"], ["backup", "x"], ["move", ...to], ["migrate", "--dry-run"]]) {
    const { code, stdout, lines } = await postroom(cwd, ...words, "--data", below);
    assert.deepEqual([code, stdout, lines.length], [2, "", 1], words[0]);
    assert.match(lines[0] ?? "", /^--data: .*below cannot be used: ENOTDIR: not a directory, /);
  }
  const doctor = await postroom(cwd, "doctor", "--data", below);
  assert.match(doctor.stdout, /^fail {2}database: .*ENOTDIR/m);
  assert.equal(doctor.code, 1);
});

test("a data directory that cannot be made is one clear line", { skip: process.platform !== "linux" }, async (t) => {
  for (const folder of ["/proc/foo", "/proc/foo/bar"]) {
    const { code, lines } = await postroom(await emptyFolder(t), "serve", "--data", folder);
    assert.deepEqual([code, lines.length], [2, 1]);
    assert.match(lines[0] ?? "", new RegExp(`^--data: ${folder} cannot be used: `));
  }
  const cwd = await emptyFolder(t);
  await writeFile(join(cwd, "file"), "");
  const { code, lines } = await postroom(cwd, "serve", "--data", "file");
  assert.deepEqual([code, lines], [2, [`--data: ${join(cwd, "file")} cannot be used: it is no directory`]]);
});

test("parts of a data directory that are not what they must be are told all at once, and nothing is started", async (t) => {
  const cwd = await emptyFolder(t);
  const data = join(cwd, "data");
  await mkdir(join(data, "clock"), { recursive: true });
  await mkdir(join(data, "postgres.log"));
  await writeFile(join(data, "files"), "");
  for (const command of ["serve", "migrate"]) {
    const { code, stdout, lines } = await postroom(cwd, command, "--data", "data");
    const told = ["files cannot be used: it is no directory", "clock cannot be used: it is no file"];
    const all = [...told, "postgres.log cannot be used: it is no file"].map((line) => `--data: ${join(data, line)}`);
    assert.deepEqual([code, stdout, lines], [2, "", all]);
  }
  assert.deepEqual((await readdir(data)).sort(), ["clock", "files", "postgres.log"]);
});

test("a cluster that is open to others or closed to its owner is one clear line at once", {
  skip: process.platform === "win32",
}, async (t) => {
  const cwd = await emptyFolder(t);
  const data = join(cwd, "data");
  await mkdir(join(data, "postgres"), { recursive: true });
  await writeFile(join(data, "postgres", "PG_VERSION"), "18\n");
  for (const mode of [0o755, 0o770, 0o500]) {
    await chmod(join(data, "postgres"), mode);
    const { code, lines } = await postroom(cwd, "serve", "--data", "data");
    const line = `${data}/postgres must be open to its owner and closed to others: chmod 0700`;
    assert.deepEqual([code, lines], [2, [line]]);
  }
});

test("all ports that are taken are named; a database that cannot be reached is no mistake of who asks", async (t) => {
  const cwd = await emptyFolder(t);
  const [http, smtp] = [await takenPort(t), await takenPort(t)];
  const at = ["--http", `127.0.0.1:${http}`, "--smtp", `127.0.0.1:${smtp}`];
  const { code, lines, stdout } = await postroom(cwd, "serve", "--log-level", "error", ...at);
  assert.deepEqual([code, stdout, lines.length], [2, "", 2], lines.join("\n"));
  assert.match(lines[0] ?? "", new RegExp(`^--http: cannot listen on 127\\.0\\.0\\.1:${http}: the port is in use`));
  assert.match(lines[1] ?? "", new RegExp(`^--smtp 127\\.0\\.0\\.1:${smtp}: `));
  const unreachable = await postroom(cwd, "serve", "--database", nowhere);
  assert.deepEqual([unreachable.code, unreachable.lines.length], [3, 1]);
});

test("short provisioned passwords work, with one line for each that names the user alone", async (t) => {
  const cwd = await emptyFolder(t);
  const user = (userName: string, password: string) => ({
    userName,
    password,
    firstName: "A",
    lastName: "B",
    roles: ["agent"],
  });
  await writeFile(
    join(cwd, "team.json"),
    JSON.stringify({ agents: [user("ann", "hunter2"), user("bob", "hunter2hunter2")] }),
  );
  const { code, lines, stdout } = await postroom(cwd, "provision", "team.json");
  assert.deepEqual([code, stdout], [0, "applied\n"], lines.join("\n"));
  const warnings = lines.map((line) => JSON.parse(line)).filter(({ msg }) => /password/.test(msg));
  assert.deepEqual(
    warnings.map(({ level, userName }) => [level, userName]),
    [["warn", "ann"]],
  );
  assert.ok(!lines.join().includes("hunter2"));
});
