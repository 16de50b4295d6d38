import assert from "node:assert/strict";
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
