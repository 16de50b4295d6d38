import assert from "node:assert/strict";
import { test } from "node:test";
import { readMessages } from "./bayeux.ts";
import type { Hub } from "./hub.ts";
import { connectOf, eventually, exchanged, greeting, openPoll, post, push, startCometd } from "./testing.ts";

test("1,000 clients that vanish leave nothing behind, however few are looked at in one turn", async (t) => {
  const settings = { sweepIntervalMs: 1, sweepSessionsMax: 100, sessionsPerUserMax: 1_000 };
  const server = await startCometd(t, { settings });
  for (let count = 0; count < 1_000; count += 1) {
    join(server.hub);
  }
  const stays = await openPoll(server, { user: "bob" });
  void post(server, connectOf(stays), { user: "bob" });
  await eventually(() => server.hub.counts().held === 1);
  server.hub.publish([push(1)]);
  assert.deepEqual(server.hub.counts(), { sessions: 1_001, held: 1, queued: 1_000 });
  server.clock.pass(29_000);
  await server.counted("postroom_bayeux_sessions");
  assert.equal(server.hub.counts().sessions, 1_001);
  server.clock.pass(1_500);
  await eventually(() => server.hub.counts().sessions === 1);
  assert.deepEqual(server.hub.counts(), { sessions: 1, held: 1, queued: 0 });
  assert.equal(server.figures.get("postroom_bayeux_sessions_ended_total expired"), 1_000);
  server.hub.stop();
});

test("the figures tell sessions, held connects, what waits and for how long", async (t) => {
  const server = await startCometd(t, { settings: { sweepIntervalMs: 1 } });
  await openPoll(server);
  const holder = await openPoll(server, { pattern: "/v2/me/channels" });
  void post(server, connectOf(holder));
  await eventually(() => server.hub.counts().held === 1);
  server.hub.publish([push(1), push(2)]);
  server.clock.pass(5_000);
  await server.counted("postroom_bayeux_oldest_undelivered_seconds");
  assert.equal(server.figures.get("postroom_bayeux_sessions"), 2);
  assert.equal(server.figures.get("postroom_bayeux_held_connects"), 1);
  assert.equal(server.figures.get("postroom_bayeux_queued_messages"), 2);
  assert.ok((server.figures.get("postroom_bayeux_oldest_undelivered_seconds") ?? 0) >= 5);
  server.hub.stop();
});

test("users who lose their sessions again and again show in the figures", async (t) => {
  const server = await startCometd(t, { settings: { sweepIntervalMs: 1 } });
  await server.counted("postroom_bayeux_rehandshakes_per_user_max");
  await exchanged(post(server, greeting, { user: "carol" }));
  for (let count = 0; count < 3; count += 1) {
    await exchanged(post(server, connectOf("lost")));
    await exchanged(post(server, greeting));
  }
  assert.equal(server.figures.get("postroom_bayeux_rehandshakes_total"), 3);
  server.clock.pass(60_000);
  await server.counted("postroom_bayeux_rehandshakes_per_user_max");
  assert.equal(server.figures.get("postroom_bayeux_rehandshakes_per_user_max"), 3);
});

/** A session of alice's that has had its first connect; no socket is needed to vanish. */
function join(hub: Hub): void {
  let clientId = "";
  const line = {
    kind: "long-polling" as const,
    session: undefined,
    lives: new Set<never>(),
    close: () => undefined,
    write: (json: string) => {
      clientId = JSON.parse(json)[0].clientId ?? clientId;
      return "written" as const;
    },
  };
  hub.receive({ user: "alice" }, readMessages(greeting), line);
  const subscription = { channel: "/meta/subscribe", clientId, subscription: "/v2/me/emails" };
  hub.receive({ user: "alice" }, readMessages([subscription, connectOf(clientId)]), line);
}
