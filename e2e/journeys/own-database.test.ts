import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
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
