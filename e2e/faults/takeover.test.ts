import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { Client } from "pg";
import { startAgent } from "../support/agent.ts";
import { startDovecot } from "../support/dovecot.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf, logIn } from "../support/http.ts";
import { assertAudited, assertConsistent, deliveryOf, untilQuiet } from "../support/inspection.ts";
import { letter, mailIn } from "../support/mail.ts";
import { inQueue, teamReading, untilTaken } from "../support/mailboxes.ts";
import { needsPeers } from "../support/peers.ts";
import { header } from "../support/reckoning.ts";
import type { RunningServer } from "../support/server.ts";
import { startSeveral } from "../support/several.ts";
import { startSink } from "../support/sink.ts";
import { writeTeam } from "../support/team.ts";

// reliability.md P22 and 2.7: what a process had claimed is taken over within 15 s, and one that only froze does no harm.

const withinMs = 15_000;

test("of three processes one is killed and one freezes: the third takes over within 15 s, and nothing is done twice", {
  ...needsPeers("initdb", "postgres", "dovecot"),
  timeout: 120_000,
}, async (t) => {
  const [sink, dovecot] = [await startSink(t), await startDovecot(t)];
  const team = await writeTeam(t, await teamReading(dovecot, { box: {} }, { sendUnknownPolicy: "hold" }));
  const { servers, another, database } = await startSeveral(t, 1, { team, relay: sink.url });
  const [frozen] = servers;
  const box = dovecot.folderOf("box");
  await box.deliver(letter({ to: "box@acme.test" }).raw);
  await untilTaken(frozen.ready().http, "box", 1);
  const [killed, left] = await Promise.all([another(), another()]);
  const { http } = left.ready();
  const sam = clientOf(http, "sam");
  const alice = await startAgent(t, { http, userName: "alice", isReady: true });
  const looking = await lookingInto(t, database);
  const bob = async (server: RunningServer) =>
    (await clientOf(server.ready().http, "bob").post("/me/channels/email", { operationName: "NotReady" })).status;
  await logIn(clientOf(http, "bob"));
  await bob(left);
  /** A reply of alice's that this process, and no other that looked at the same moment, is sending. */
  const sentBy = async (server: RunningServer): Promise<string> => {
    const { pid, smtp, http: at } = server.ready();
    const id = await mailIn(t, smtp);
    await alice.hears(id, "Invited");
    await alice.does(id, "Accept");
    const draft = String((await alice.does(id, "Reply", { subjectPrefix: "Re: " }))["replyInteractionId"]);
    const send = { operationName: "Send", email_object: { text: "Tomorrow." } };
    assert.equal((await clientOf(at, "alice").post(`/me/interactions/${draft}`, send)).status, 200);
    await alice.does(id, "Complete");
    const whose = await eventually(
      () => looking.owner(draft),
      (found) => found !== undefined,
    );
    return whose === pid ? draft : sentBy(server);
  };
  const gate = Promise.withResolvers<void>();
  // The next hop has it and does not say so; and two that wait for the word to begin.
  sink.fail("dot", { kind: "hold", until: gate.promise });
  const behind = await sentBy(frozen);
  await eventually(
    () => looking.stage(behind),
    (stage) => stage === "committing",
  );
  sink.fail("data", { kind: "hold", until: gate.promise });
  const drafts = [behind, await sentBy(frozen), await sentBy(killed)];

  // It falls asleep in the middle of a transaction, with a lock that others will need.
  await looking.lock("bob");
  const asleep = bob(frozen);
  await looking.isAwaited();
  const begun = performance.now();
  process.kill(frozen.ready().pid, "SIGSTOP");
  await looking.unlock();
  await killed.kill();
  gate.resolve();
  await box.deliver(letter({ to: "box@acme.test", subject: "Is somebody there?" }).raw);
  const took = async (what: Promise<unknown>): Promise<number> => {
    await what;
    return Math.round(performance.now() - begun);
  };
  const stateOf = (draft: string | undefined, state: string) =>
    eventually(
      () => deliveryOf(sam, draft ?? ""),
      (delivery) => delivery.state === state,
      withinMs,
    );
  const tookMs = {
    locked: await took(
      eventually(
        () => bob(left),
        (status) => status === 200,
        2 * withinMs,
      ),
    ),
    mailbox: await took(untilTaken(http, "box", 2, withinMs)),
    settled: await took(stateOf(drafts[0], "unknown")),
    frozen: await took(stateOf(drafts[1], "sent")),
    killed: await took(stateOf(drafts[2], "sent")),
  };
  t.diagnostic(JSON.stringify(tookMs));
  for (const [what, ms] of Object.entries(tookMs)) assert.ok(ms <= withinMs, `${what}: ${ms} ms`);

  process.kill(frozen.ready().pid, "SIGCONT");
  // It reads what it was told in its sleep.
  await stateOf(drafts[0], "sent");
  assert.ok([200, 503].includes(await asleep));
  await killed.restart();
  await alice.tidy();
  for (const server of [frozen, killed, left]) await untilQuiet(server.ready().http);
  const copies = Map.groupBy(sink.mails, ({ raw }) => header(raw, "Message-ID"));
  for (const draft of drafts) assert.equal(copies.get((await deliveryOf(sam, draft)).messageId ?? "")?.length, 1);
  assert.equal((await inQueue(sam, "box")).length, 2);
  await assertAudited(left, sam);
  await assertConsistent(left, database);
});

/** Somebody beside the processes, in their database. */
async function lookingInto(t: TestContext, database: string) {
  const client = new Client({ connectionString: database });
  client.on("error", () => undefined);
  await client.connect();
  t.after(() => client.end());
  const isWaiting = "SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))";
  return {
    /** Which process sends a mail now. */
    owner: async (draft: string): Promise<number | undefined> => {
      const { rows } = await client.query("SELECT owner FROM deliveries WHERE interaction_id = $1", [draft]);
      return rows[0]?.owner === null ? undefined : Number.parseInt(rows[0]?.owner, 10);
    },
    stage: async (draft: string): Promise<unknown> =>
      (await client.query("SELECT stage FROM deliveries WHERE interaction_id = $1", [draft])).rows[0]?.stage,
    lock: async (userName: string): Promise<void> => {
      await client.query("BEGIN");
      await client.query("SELECT FROM agents WHERE user_id = (SELECT id FROM users WHERE user_name = $1) FOR UPDATE", [
        userName,
      ]);
    },
    isAwaited: () =>
      eventually(
        async () => (await client.query(isWaiting)).rowCount ?? 0,
        (count) => count > 0,
      ),
    unlock: () => client.query("COMMIT"),
  };
}
