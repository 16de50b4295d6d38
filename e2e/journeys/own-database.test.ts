import assert from "node:assert/strict";
import { readdir, rename, utimes, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import test from "node:test";
import { startAgent } from "../support/agent.ts";
import { clientOf } from "../support/http.ts";
import { untilQuiet } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { allInteractions } from "../support/operator.ts";
import { needsPeers } from "../support/peers.ts";
import { startPostgres } from "../support/postgres.ts";
import { runPostroom, startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { temporaryFolder } from "../support/team.ts";

test("a PostgreSQL of the user's own serves as well", needsPeers("initdb", "postgres"), async (t) => {
  const database = await startPostgres(t);
  const sink = await startSink(t);
  const server = await startServer(t, { team: "acme", relay: sink.url, database });
  const { http, smtp } = server.ready();
  const alice = await startAgent(t, { http, userName: "alice", isReady: true });
  const id = await mailIn(t, smtp);
  await alice.hears(id, "Invited");
  await alice.does(id, "Accept");
  const { replyInteractionId } = await alice.does(id, "Reply", { subjectPrefix: "Re: " });
  await alice.does(String(replyInteractionId), "Send", { email_object: { text: "Tomorrow." } });
  await sink.until(1);

  await server.kill();
  await server.restart();
  const rows = await allInteractions(clientOf(http, "sam"));
  assert.deepEqual(
    rows.map((row) => [row.id, row.state]),
    [
      [id, "Processing"],
      [replyInteractionId, "Sent"],
    ],
  );
  // Killed at the wrong moment, the mail's fate is settled when the lease of the dead process has run out.
  await untilQuiet(http, 60_000);
  await server.stop();
  const check = await runPostroom(["check", "--data", server.data, "--database", database]);
  assert.deepEqual([check.code, check.stdout], [0, "no finding\n"], check.stderr);
});

test("commands that only look make nothing in an empty database", needsPeers("initdb", "postgres"), async (t) => {
  const [database, data] = [await startPostgres(t), await temporaryFolder(t)];
  const here = ["--data", data, "--database", database];
  // The second time it is as empty as before.
  for (let round = 0; round < 2; round++) {
    for (const words of [["check"], ["backup", join(data, "x.backup")]]) {
      const { code, stdout, stderr } = await runPostroom([...words, ...here]);
      assert.deepEqual([code, stdout, stderr], [2, "", "the database has no store of postroom\n"], words[0]);
    }
    const doctor = await runPostroom(["doctor", ...here]);
    assert.match(doctor.stdout, /^warn {2}database: none yet; the first start makes it$/m);
  }
  const embedded = await runPostroom(["doctor", "--data", data]);
  assert.match(embedded.stdout, /^warn {2}database: none yet; the first start makes it$/m);
  assert.deepEqual(await readdir(data), []);
});

test(
  "no other database is served with the files of a store: they would be swept away",
  needsPeers("initdb", "postgres"),
  async (t) => {
    const server = await startServer(t, { team: "acme" });
    await mailIn(t, server.ready().smtp, { text: "x".repeat(100_000) });
    await untilQuiet(server.ready().http);
    await server.stop();
    const database = await startPostgres(t);
    const files = await filesIn(server.data);
    assert.ok(files.length > 0);
    for (const name of files) await utimes(name, new Date(0), new Date(0));
    const flags = ["--data", server.data, "--http", "127.0.0.1:0", "--smtp", "127.0.0.1:0"];
    const team = join(server.data, "team.yaml");
    await writeFile(team, "skills: [English]");
    const served = [
      ["serve", ...flags],
      ["provision", team, "--data", server.data],
    ];
    for (const words of served) {
      const wrong = await runPostroom([...words, "--database", database]);
      assert.deepEqual([wrong.code, wrong.stdout], [2, ""], words[0]);
      assert.match(wrong.stderr, /^--data: .* has the files of a store, and --database has none: .*\n$/);
    }
    await rename(join(server.data, "postgres"), join(server.data, "aside"));
    const bare = await runPostroom(["serve", ...flags]);
    assert.match(bare.stderr, /^--data: .* has the files of a store, and no database is there: .*\n$/);
    await rename(join(server.data, "aside"), join(server.data, "postgres"));
    const elsewhere = await runPostroom(["provision", team, "--data", `${server.data}.new`, "--database", database]);
    assert.equal(elsewhere.code, 0, elsewhere.stderr);
    for (const words of served) {
      const other = await runPostroom([...words, "--database", database]);
      assert.deepEqual([other.code, other.stdout], [2, ""], words[0]);
      assert.match(
        other.stderr,
        /^--data: .* has the files of another store, and the database has not that one: .*\n$/,
      );
    }
    assert.deepEqual(await filesIn(server.data), files);
    const check = await runPostroom(["check", "--data", server.data]);
    assert.deepEqual([check.code, check.stdout], [0, "no finding\n"], check.stderr);
  },
);

test("a store that was restored from a backup is not served with the files of the one that went on", async (t) => {
  const server = await startServer(t, { team: "acme" });
  await untilQuiet(server.ready().http);
  const backup = join(server.data, "..", `${basename(server.data)}.backup`);
  assert.equal((await runPostroom(["backup", backup, "--data", server.data])).code, 0);
  await mailIn(t, server.ready().smtp, { text: "x".repeat(100_000) });
  await untilQuiet(server.ready().http);
  await server.stop();
  const files = await filesIn(server.data);
  assert.ok(files.length > 0);
  const fresh = `${server.data}.restored`;
  const restored = await runPostroom(["restore", backup, "--data", fresh]);
  assert.equal(restored.code, 0, restored.stderr);
  await rename(join(server.data, "postgres"), join(server.data, "aside"));
  await rename(join(fresh, "postgres"), join(server.data, "postgres"));
  const served = await runPostroom([
    ...["serve", "--data", server.data, "--http", "127.0.0.1:0", "--smtp", "127.0.0.1:0"],
  ]);
  assert.deepEqual([served.code, served.stdout], [2, ""]);
  assert.match(served.stderr, /^--data: .* has the files of another store, /m);
  assert.deepEqual(await filesIn(server.data), files);
});

async function filesIn(data: string): Promise<readonly string[]> {
  const entries = await readdir(join(data, "files"), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}
