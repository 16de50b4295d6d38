import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { clientOf } from "../support/http.ts";
import { refused } from "../support/refused.ts";
import { runPostroom, startServer } from "../support/server.ts";
import { temporaryFolder } from "../support/team.ts";

const anyPort = ["--http", "127.0.0.1:0", "--smtp", "127.0.0.1:0"];

test("what stands in the way of a first start is one clear line, and ends with 2, or 3 where the database is missing", async (t) => {
  const server = await startServer(t);
  const { pid, http, smtp } = server.ready();
  await t.test("nobody can sign in: a link is printed that makes one admin, who finds an empty centre", async () => {
    const [link = ""] = /http:[^"]*\/setup#[^"]+/.exec(await server.log()) ?? [];
    assert.equal(link.split("/setup")[0], http);
    assert.equal((await clientOf(http).get("root:/setup")).status, 200);
    const given = { token: link.split("#")[1], userName: "ada", password: "ada-demo-1 and more" };
    const post = () => clientOf(http).post("root:/api/postroom/v1/setup", given);
    assert.equal((await post()).status, 200);
    refused(await post(), 409, 2);
    const ada = clientOf(http, given.userName, given.password);
    const found = await ada.get("/interactions?fields=*");
    assert.deepEqual(found.body["interactions"], [], found.text);
  });
  const folder = await temporaryFolder(t);
  const data = ["--data", join(folder, "data")];
  const file = join(folder, "file");
  await writeFile(file, "not a folder");

  await t.test("another server in the same directory", () =>
    refusedStart(["--data", server.data, ...anyPort], 2, `${pid}`),
  );
  await t.test("a port in use", async () => {
    const { host } = new URL(http);
    await refusedStart([...data, "--http", host, "--smtp", "127.0.0.1:0"], 2, host);
    await refusedStart([...data, "--http", "127.0.0.1:0", "--smtp", smtp], 2, smtp);
  });
  await t.test("a database that cannot be reached, or says nothing", async () => {
    const database = ["--database", "postgres://127.0.0.1:1/none"];
    await refusedStart([...data, ...anyPort, ...database], 3, "database");
    await refusedStart([...data, ...anyPort, "--database", await silentDatabase(t)], 3, "database");
  });
  await t.test("a data directory that is none", async () => {
    await refusedStart(["--data", file, ...anyPort], 2, file);
    await refusedStart(["--data", join(file, "below"), ...anyPort], 2, file);
  });
  await t.test("a provisioning file that is not there", async () => {
    await refusedStart([...data, ...anyPort, "--provision", join(folder, "team.yaml")], 2, "team.yaml");
  });
  await t.test("the server that was there goes on", async () => {
    assert.equal((await clientOf(http).get("root:/health/ready")).status, 200);
  });
});

async function refusedStart(flags: readonly string[], code: number, words: string): Promise<void> {
  const end = await runPostroom(["serve", ...flags, "--log-level", "error"], 20_000);
  const problems = end.stderr.split("\n").filter((line) => line !== "" && !line.startsWith("{"));
  assert.deepEqual([end.code, end.stdout, problems.length], [code, "", 1], `${flags.join(" ")}: ${end.stderr}`);
  assert.ok(problems[0]?.includes(words), problems[0]);
}

/** Somebody who takes connections, and closes them without a word. */
async function silentDatabase(t: TestContext): Promise<string> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const address = server.address();
  return `postgres://127.0.0.1:${typeof address === "object" ? address?.port : 0}/none`;
}
