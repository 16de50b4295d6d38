import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";

/** What the command would run, as seen from inside: flags, pid, prototype; then it waits for its end. */
const probe = `
  import { endWithParent } from "./parent.ts";
  endWithParent();
  process.on("SIGTERM", () => process.exit(7));
  setInterval(() => {}, 1000);
  const { pid, versions: { node } } = process;
  console.log(JSON.stringify({ pid, node, hasProto: "__proto__" in {}, words: process.argv.slice(2) }));`;

/** A tree with the real bin file, a probe in the command's place and, if asked, a local Node. */
async function tree(t: TestContext, options: { readonly node: string | undefined }): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "postroom-bin-"));
  t.after(() => rm(root, { recursive: true }));
  for (const folder of ["server/bin", "server/cli", "node_modules/.bin"])
    await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, "package.json"), '{"type":"module"}');
  for (const file of ["postroom.mjs", "packed.mjs"]) {
    await cp(fileURLToPath(new URL(file, import.meta.url)), join(root, "server/bin", file));
  }
  await cp(fileURLToPath(new URL("../cli/parent.ts", import.meta.url)), join(root, "server/cli/parent.ts"));
  await writeFile(join(root, "server/cli/postroom.ts"), probe);
  if (options.node !== undefined) await symlink(options.node, join(root, "node_modules/.bin/node"));
  return join(root, "server/bin/postroom.mjs");
}

function run(t: TestContext, node: string, file: string) {
  const child = spawn(node, [file, "serve", "--data", "x"], { stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => void child.kill("SIGKILL"));
  return {
    child,
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    stderr: text(child.stderr),
    ended: once(child, "close"),
  };
}

/** A Node that is too old for the server, where this machine has one. */
const oldNode = ["/usr/bin/node", "/usr/local/bin/node"].find((file) => existsSync(file) && Number(execFileSync(file, ["--version"], { encoding: "utf8" }).slice(1).split(".")[0]) < 22); // biome-ignore format: one line
const needsOldNode = { skip: oldNode === undefined && "no Node older than 22 on this machine" };

test("the packed command runs while it was made from what is there, and the sources once one of them changes", async (t) => {
  const file = await tree(t, { node: undefined });
  const root = join(file, "../../..");
  const source = join(root, "server/cli/postroom.ts");
  await mkdir(join(root, "server/dist"));
  await writeFile(
    join(root, "server/dist/postroom.js"),
    probe.replace("./parent.ts", "../cli/parent.ts").replace("({ pid,", "({ isPacked: true, pid,"),
  );
  const { mtimeMs, size } = await stat(source);
  await writeFile(
    join(root, "server/dist/made-from.json"),
    JSON.stringify({ "server/cli/postroom.ts": [mtimeMs, size] }),
  );
  const isPacked = async () =>
    JSON.parse(String((await run(t, process.execPath, file).lines.next()).value)).isPacked ?? false;
  assert.equal(await isPacked(), true);
  await writeFile(source, `${probe}\n`);
  assert.equal(await isPacked(), false);
  await writeFile(join(root, "server/dist/made-from.json"), "{");
  assert.equal(await isPacked(), false);
});

test("a Node that is new enough becomes the server itself: same pid, no __proto__, no line on stderr", async (t) => {
  const { child, lines, stderr, ended } = run(t, process.execPath, await tree(t, { node: undefined }));
  const line = String((await lines.next()).value);
  const { pid, hasProto, words } = JSON.parse(line);
  assert.deepEqual({ hasProto, words }, { hasProto: false, words: ["serve", "--data", "x"] });
  if (process.platform !== "win32") assert.equal(pid, child.pid);
  child.kill("SIGTERM");
  assert.deepEqual(await ended, [7, null]);
  assert.equal(await stderr, "");
});

test("an old Node starts the local one, passes signals on and its exit code back", needsOldNode, async (t) => {
  const { child, lines, ended } = run(t, oldNode ?? "", await tree(t, { node: process.execPath }));
  const line = String((await lines.next()).value);
  assert.equal(JSON.parse(line).node, process.versions.node);
  child.kill("SIGTERM");
  assert.deepEqual(await ended, [7, null]);
});

test("when the old Node is killed without warning, the server dies with it", needsOldNode, async (t) => {
  const { child, lines } = run(t, oldNode ?? "", await tree(t, { node: process.execPath }));
  assert((await lines.next()).done !== true);
  child.kill("SIGKILL");
  assert((await lines.next()).done); // the server held stdout open
});

test("an old Node without a local one is told so in one line, exit code 2", needsOldNode, async (t) => {
  const { stderr, ended } = run(t, oldNode ?? "", await tree(t, { node: undefined }));
  assert.deepEqual(await ended, [2, null]);
  assert.match(await stderr, /^postroom needs Node 22\.18 or newer; this is 20\.[^\n]*\n$/);
});
