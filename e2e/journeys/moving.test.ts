import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { startAgent } from "../support/agent.ts";
import { backUp, restore } from "../support/archive.ts";
import { clientOf } from "../support/http.ts";
import { auditTrail, everyInteraction, untilQuiet } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { needsPeers } from "../support/peers.ts";
import { startPostgres } from "../support/postgres.ts";
import { runPostroom, startServer } from "../support/server.ts";
import { temporaryFolder } from "../support/team.ts";

test(
  "the embedded database moves to one of the user's own, and everything goes on there",
  needsPeers("initdb", "postgres"),
  async (t) => {
    const database = await startPostgres(t);
    const server = await startServer(t, { team: "acme" });
    const { http, smtp } = server.ready();
    const alice = await startAgent(t, { http, userName: "alice", isReady: true });
    const id = await mailIn(t, smtp, { text: "x".repeat(100_000) });
    await alice.hears(id, "Invited");
    await alice.does(id, "Accept");
    const cookie = ((await alice.client.get("/me")).headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    await untilQuiet(http);
    const audit = await auditTrail(clientOf(http, "sam"));
    const move = ["move", "--data", server.data, "--to", database];
    assert.match((await runPostroom(move)).stderr, /serves/);
    await server.stop();

    const moved = await runPostroom(move);
    assert.deepEqual([moved.code, moved.stderr], [0, ""], moved.stdout);
    assert.match(moved.stdout, /^moved \d+ rows to postgres:.*\nno finding\n$/);

    await t.test("where it was nothing is served any more, until somebody says so", async () => {
      for (const words of [
        ["serve", "--http", "127.0.0.1:0", "--smtp", "127.0.0.1:0"],
        ["check"],
        ["migrate"],
        ["backup", "x"],
      ]) {
        const { code, stdout, stderr } = await runPostroom([...words, "--data", server.data]);
        assert.deepEqual([code, stdout], [2, ""], words.join(" "));
        assert.match(stderr, /was moved to postgres:.*: start with --database/);
      }
      const again = await runPostroom(move);
      assert.deepEqual([again.code, again.stdout], [2, ""]);
    });

    await t.test("who was signed in still is, with all that there was", async (t) => {
      const there = await startServer(t, { database, flags: ["--data", server.data] });
      const ours = there.ready().http;
      assert.equal((await clientOf(ours).get("/me", { cookie })).status, 200);
      const sam = clientOf(ours, "sam");
      assert.deepEqual(
        (await everyInteraction(sam)).map((row) => [row.id, row.state]),
        [[id, "Processing"]],
      );
      assert.deepEqual((await auditTrail(sam)).slice(0, audit.length), audit);
      const raw = await sam.get(`/interactions/${id}/raw`);
      assert.match(raw.text, /x{1000}/);
      await mailIn(t, there.ready().smtp);
      await untilQuiet(ours);
    });
  },
);

test(
  "a backup of a database of the user's own is restored into another",
  needsPeers("initdb", "postgres"),
  async (t) => {
    const file = join(await temporaryFolder(t), "own.backup");
    const [first, second] = [await startPostgres(t), await startPostgres(t)];
    const server = await startServer(t, { team: "acme", database: first });
    const id = await mailIn(t, server.ready().smtp);
    await untilQuiet(server.ready().http);
    await backUp(server.data, file, ["--database", first]);
    const taken = await runPostroom(["restore", "--data", `${server.data}.new`, "--database", first, file]);
    assert.equal(taken.code, 2);
    assert.match(taken.stderr, /the database has a store already/);
    await server.stop();
    const restored = await startServer(t, {
      database: second,
      makeData: (data) => restore(data, file, ["--database", second]),
    });
    const rows = await everyInteraction(clientOf(restored.ready().http, "sam"));
    assert.deepEqual(
      rows.map((row) => row.id),
      [id],
    );
  },
);
