import assert from "node:assert/strict";
import { connect as dial, type Socket } from "node:net";
import { describe, type TestContext, test } from "node:test";
import {
  authorization,
  connectOf,
  eventually,
  exchanged,
  greeting,
  openPoll,
  post,
  push,
  startCometd,
  type TestServer,
} from "./testing.ts";

describe("a held connect", () => {
  test("is answered when the client's time is over", async (t) => {
    const server = await startCometd(t);
    const clientId = await openPoll(server);
    const replies = await exchanged(post(server, connectOf(clientId, { advice: { timeout: 5 } })));
    assert.deepEqual(
      replies.map((reply) => reply.successful),
      [true],
    );
    assert.equal(server.hub.counts().held, 0);
  });

  test("is answered at once by the next one", async (t) => {
    const server = await startCometd(t);
    const clientId = await openPoll(server, { ack: true });
    const first = exchanged(post(server, connectOf(clientId, { id: "1", ext: { ack: 1 } })));
    await eventually(() => server.hub.counts().held === 1);
    const second = exchanged(post(server, connectOf(clientId, { id: "2", ext: { ack: 1 } })));
    const [replaced] = await first;
    assert.equal(replaced?.successful, true);
    assert.equal(replaced?.ext, undefined);
    await eventually(() => server.hub.counts().held === 1);
    server.hub.publish([push(1)]);
    assert.deepEqual(
      (await second).map((message) => message.id ?? message.data?.["number"]),
      [1, "2"],
    );
  });

  test("is woken by a disconnect with no way back, and then the client is unknown", async (t) => {
    const server = await startCometd(t);
    const clientId = await openPoll(server);
    const held = exchanged(post(server, connectOf(clientId)));
    await eventually(() => server.hub.counts().held === 1);
    const [reply] = await exchanged(post(server, { channel: "/meta/disconnect", clientId }));
    assert.equal(reply?.successful, true);
    assert.equal((await held)[0]?.advice?.reconnect, "none");
    assert.equal((await exchanged(post(server, connectOf(clientId))))[0]?.error, "402::Unknown client");
    assert.deepEqual(server.hub.counts(), { sessions: 0, held: 0, queued: 0 });
  });

  test("does not notice a subscription beside it", async (t) => {
    const server = await startCometd(t);
    const clientId = await openPoll(server);
    const held = exchanged(post(server, connectOf(clientId)));
    await eventually(() => server.hub.counts().held === 1);
    await exchanged(post(server, { channel: "/meta/subscribe", clientId, subscription: "/v2/me/channels" }));
    assert.equal(server.hub.counts().held, 1);
    server.hub.publish([{ user: "alice", topic: "/v2/me/channels", data: {} }]);
    assert.equal((await held)[0]?.channel, "/v2/me/channels");
  });

  test("whose connection is cut: its queue stays, and the time to come back starts there", async (t) => {
    const server = await startCometd(t);
    const clientId = await openPoll(server);
    const socket = hold(t, server, clientId);
    await eventually(() => server.hub.counts().held === 1);
    server.clock.pass(29_000);
    socket.destroy();
    await eventually(() => server.hub.counts().held === 0);
    server.hub.publish([push(1), push(2)]);
    assert.equal(server.hub.counts().queued, 2);
    server.clock.pass(29_000);
    const messages = await exchanged(post(server, connectOf(clientId)));
    assert.deepEqual(
      messages.map((message) => message.data?.["number"]),
      [1, 2, undefined],
    );
  });

  test("beyond three of one browser the next polls, until one of them ends", async (t) => {
    const server = await startCometd(t);
    const browser = { headers: { "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" } };
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      ids.push(await openPoll(server));
    }
    const [first = "", second = "", third = "", fourth = ""] = ids;
    for (const [index, clientId] of [first, second, third].entries()) {
      void post(server, connectOf(clientId), browser);
      await eventually(() => server.hub.counts().held === index + 1);
    }
    const [crowded] = await exchanged(post(server, connectOf(fourth), browser));
    assert.equal(crowded?.advice?.["multiple-clients"], true);
    assert.equal(crowded?.advice?.interval, 2_000);
    await exchanged(post(server, { channel: "/meta/disconnect", clientId: first }));
    void post(server, connectOf(fourth), browser);
    await eventually(() => server.hub.counts().held === 3);
    server.hub.stop();
  });

  test("a program that is no browser may hold more than three", async (t) => {
    const server = await startCometd(t);
    for (let held = 1; held <= 5; held += 1) {
      void post(server, connectOf(await openPoll(server)));
      await eventually(() => server.hub.counts().held === held);
    }
    server.hub.stop();
  });
});

describe("a session", () => {
  test("carries in its first connect what happened since the handshake", async (t) => {
    const server = await startCometd(t);
    const [reply] = await exchanged(post(server, greeting));
    const clientId = reply?.clientId ?? "";
    server.hub.publish([push(1)]);
    await exchanged(post(server, { channel: "/meta/subscribe", clientId, subscription: "/v2/me/*" }));
    server.hub.publish([push(2)]);
    const messages = await exchanged(post(server, connectOf(clientId)));
    assert.deepEqual(
      messages.map((message) => message.data?.["number"]),
      [2, undefined],
    );
  });

  test("answers at once with a batch that was not acknowledged", async (t) => {
    const server = await startCometd(t);
    const clientId = await openPoll(server, { ack: true });
    server.hub.publish([push(1)]);
    for (const [ack, batch] of [
      [1, 2],
      [1, 3],
      [0, 4],
      [99, 5],
    ]) {
      const messages = await exchanged(post(server, connectOf(clientId, { ext: { ack } })));
      assert.deepEqual(
        messages.map((message) => message.data?.["number"]),
        [1, undefined],
      );
      assert.deepEqual(messages[1]?.ext, { ack: batch });
    }
    const messages = await exchanged(post(server, connectOf(clientId, { ext: { ack: 5 }, advice: { timeout: 1 } })));
    assert.equal(messages.length, 1);
    assert.equal(server.hub.counts().queued, 0);
  });

  test("of a tab that polls late still has its messages; of one that is too late it is unknown", async (t) => {
    const server = await startCometd(t, { settings: { sweepIntervalMs: 1_000_000 } });
    const clientId = await openPoll(server);
    server.hub.publish([push(1)]);
    server.clock.pass(29_900);
    assert.equal((await exchanged(post(server, connectOf(clientId)))).length, 2);
    server.clock.pass(30_100);
    const [reply] = await exchanged(post(server, connectOf(clientId)));
    assert.equal(reply?.error, "402::Unknown client");
    assert.deepEqual(server.hub.counts(), { sessions: 0, held: 0, queued: 0 });
  });

  for (const [what, settings] of [
    ["messages", { queueMessagesMax: 10 }],
    ["bytes", { queueBytesMax: 480 }],
  ] as const) {
    test(`that gets too many ${what} ends instead of missing one`, async (t) => {
      const server = await startCometd(t, { settings });
      const clientId = await openPoll(server);
      server.hub.publish(Array.from({ length: 10 }, (_, index) => push(index)));
      assert.equal(server.hub.counts().queued, 10);
      server.hub.publish([push(10)]);
      const [reply] = await exchanged(post(server, connectOf(clientId)));
      assert.equal(reply?.error, "402::Unknown client");
      assert.deepEqual(server.hub.counts(), { sessions: 0, held: 0, queued: 0 });
      assert.equal(server.figures.get("postroom_bayeux_sessions_ended_total overflow"), 1);
    });
  }

  test("takes one message that is larger than its queue, held connect or not, and ends when another waits behind it", async (t) => {
    const server = await startCometd(t, { settings: { queueBytesMax: 100 } });
    const large = { user: "alice", topic: "/v2/me/emails", data: { text: "x".repeat(200) } };
    const clientId = await openPoll(server);
    const held = exchanged(post(server, connectOf(clientId)));
    await eventually(() => server.hub.counts().held === 1);
    server.hub.publish([large]);
    assert.deepEqual((await held)[0]?.data, large.data);
    server.hub.publish([large]);
    assert.deepEqual((await exchanged(post(server, connectOf(clientId))))[0]?.data, large.data);
    server.hub.publish([large]);
    server.hub.publish([push(1)]);
    assert.equal((await exchanged(post(server, connectOf(clientId))))[0]?.error, "402::Unknown client");
  });

  test("with a held connect takes a burst that is longer than its queue", async (t) => {
    const server = await startCometd(t, { settings: { queueMessagesMax: 10 } });
    const clientId = await openPoll(server);
    const held = exchanged(post(server, connectOf(clientId)));
    await eventually(() => server.hub.counts().held === 1);
    server.hub.publish(Array.from({ length: 15 }, (_, index) => push(index)));
    assert.equal((await held).length, 11);
    assert.equal((await exchanged(post(server, connectOf(clientId)))).length, 6);
  });

  test("each of a user's sessions gets all of the user's messages, and nobody else's", async (t) => {
    const server = await startCometd(t);
    const ids = [await openPoll(server), await openPoll(server)];
    server.hub.publish([push(1), push(2, "bob")]);
    for (const clientId of ids) {
      assert.equal((await exchanged(post(server, connectOf(clientId)))).length, 2);
    }
  });

  test("what is for everybody reaches the sessions of every user", async (t) => {
    const server = await startCometd(t);
    const ids = { alice: await openPoll(server), bob: await openPoll(server, { user: "bob" }) };
    server.hub.publish([{ ...push(3), user: undefined }]);
    for (const [user, clientId] of Object.entries(ids)) {
      assert.equal((await exchanged(post(server, connectOf(clientId), { user }))).length, 2);
    }
  });

  test("the user's 101st is denied for good, another user's is not", async (t) => {
    const server = await startCometd(t);
    for (let count = 0; count < 100; count += 1) {
      assert.equal((await exchanged(post(server, greeting)))[0]?.successful, true);
    }
    const [denied] = await exchanged(post(server, greeting));
    assert.equal(denied?.error, "403::Handshake denied");
    assert.equal(denied?.advice?.reconnect, "none");
    assert.equal((await exchanged(post(server, greeting, { user: "bob" })))[0]?.successful, true);
  });

  test("more than the process can keep is 503 for later", async (t) => {
    const server = await startCometd(t, { settings: { sessionsMax: 1 } });
    const clientId = await openPoll(server);
    const full = await post(server, greeting, { user: "bob" });
    assert.equal(full.status, 503);
    assert.ok(Number(full.headers.get("retry-after")) > 0);
    assert.equal((await exchanged(post(server, connectOf(clientId, { advice: { timeout: 0 } })))).length, 1);
  });
});

test("a server that stops answers every held connect with a way back, and opens no session", async (t) => {
  const server = await startCometd(t, { settings: { reconnectSpreadMs: 3_000 } });
  const held = [await openPoll(server), await openPoll(server)].map((id) => exchanged(post(server, connectOf(id))));
  await eventually(() => server.hub.counts().held === 2);
  server.hub.stop();
  for (const [reply] of await Promise.all(held)) {
    assert.equal(reply?.successful, false);
    assert.equal(reply?.advice?.reconnect, "handshake");
    assert.ok((reply?.advice?.interval ?? -1) >= 0 && (reply?.advice?.interval ?? 3_000) < 3_000);
  }
  const [late] = await exchanged(post(server, greeting));
  assert.equal(late?.successful, false);
  assert.equal(late?.advice?.reconnect, "handshake");
});

test("an answer that nobody reads is cut, and costs nobody else", async (t) => {
  const server = await startCometd(t, { settings: { queueBytesMax: 64_000_000, slowAnswerMs: 50 } });
  const served = new Map<number | undefined, Socket>();
  server.fastify.server.on("connection", (socket: Socket) => served.set(socket.remotePort, socket));
  const readers: Socket[] = [];
  for (let count = 1; count <= 5; count += 1) {
    readers.push(hold(t, server, await openPoll(server, { user: "slow" }), "slow").pause());
    await eventually(() => server.hub.counts().held === count);
  }
  const clientId = await openPoll(server);
  server.hub.publish([{ ...push(1, "slow"), data: { text: "x".repeat(30_000_000) } }, push(2)]);
  assert.equal((await exchanged(post(server, connectOf(clientId)))).length, 2);
  await eventually(() => readers.every((reader) => served.get(reader.localPort)?.destroyed === true));
});

/** A connect over a socket of its own that never asks for the answer. */
function hold(t: TestContext, server: TestServer, clientId: string, user = "alice"): Socket {
  const body = JSON.stringify(connectOf(clientId));
  const socket = dial(server.port, "127.0.0.1");
  t.after(() => socket.destroy());
  socket.on("error", () => undefined);
  const head = [
    "POST /api/v2/notifications HTTP/1.1",
    "host: acme.test",
    `authorization: ${authorization(user)}`,
    "content-type: application/json",
    `content-length: ${body.length}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  return socket;
}
