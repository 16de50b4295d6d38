import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as dial } from "node:net";
import { describe, type TestContext, test } from "node:test";
import { WebSocket } from "ws";
import {
  authorization,
  type BayeuxMessage,
  connectOf,
  eventually,
  exchanged,
  greeting,
  post,
  push,
  readAnswer,
  startCometd,
  type TestServer,
} from "./testing.ts";

describe("a websocket", () => {
  test("gets messages at once, beside its held connect", async (t) => {
    const server = await startCometd(t);
    const client = await openSocket(t, server);
    const clientId = await openSession(client);
    client.send(connectOf(clientId, { id: "held" }));
    await eventually(() => server.hub.counts().held === 1);
    server.hub.publish([push(1), push(2)]);
    assert.deepEqual(
      (await client.next()).map((message) => message.data),
      [{ number: 1 }, { number: 2 }],
    );
    assert.equal(server.hub.counts().held, 1);
  });

  test("with acknowledgement gets them in connect replies, each batch until it is acknowledged", async (t) => {
    const server = await startCometd(t);
    const client = await openSocket(t, server);
    const clientId = await openSession(client, true);
    client.send(connectOf(clientId, { ext: { ack: 1 } }));
    await eventually(() => server.hub.counts().held === 1);
    server.hub.publish([push(1)]);
    const [delivery, reply] = await client.next();
    assert.deepEqual([delivery?.data, reply?.ext], [{ number: 1 }, { ack: 2 }]);
    const [again] = await client.ask(connectOf(clientId, { ext: { ack: 1 } }));
    assert.deepEqual(again?.data, { number: 1 });
    client.send(connectOf(clientId, { ext: { ack: 3 } }));
    await eventually(() => server.hub.counts().held === 1);
    assert.equal(server.hub.counts().queued, 0);
  });

  test("that is new may present an old client id of its user, and carries what waited", async (t) => {
    const server = await startCometd(t);
    const first = await openSocket(t, server);
    const clientId = await openSession(first);
    first.socket.terminate();
    await eventually(() => server.hub.counts().held === 0);
    await once(first.socket, "close");
    await eventually(() => {
      server.hub.publish([push(1)]);
      return server.hub.counts().queued > 0;
    });
    const waiting = server.hub.counts().queued;
    const second = await openSocket(t, server);
    const messages = await second.ask(connectOf(clientId, { advice: { timeout: 0 } }));
    assert.equal(messages.length, waiting + 1);
    const foreign = await openSocket(t, server, "bob");
    assert.equal((await foreign.ask(connectOf(clientId)))[0]?.error, "402::Unknown client");
  });

  test("beside another of one session: both are answered, the newest gets the pushes, and the other after it", async (t) => {
    const server = await startCometd(t);
    const first = await openSocket(t, server);
    const clientId = await openSession(first);
    const second = await openSocket(t, server);
    for (const client of [second, first]) {
      const [reply] = await client.ask(connectOf(clientId, { advice: { timeout: 0 } }));
      assert.equal(reply?.successful, true);
    }
    server.hub.publish([push(1)]);
    assert.deepEqual((await second.next())[0]?.data, { number: 1 });
    second.socket.terminate();
    await once(second.socket, "close");
    await first.ask(connectOf(clientId, { advice: { timeout: 0 } }));
    const pushed = first.next();
    server.hub.publish([push(2)]);
    const messages = await pushed;
    assert.deepEqual(messages[0]?.data, { number: 2 });
  });

  test("gives way to long-polling when the client's connects come from there", async (t) => {
    const server = await startCometd(t);
    const client = await openSocket(t, server);
    const clientId = await openSession(client);
    await exchanged(post(server, connectOf(clientId, { advice: { timeout: 0 } })));
    server.hub.publish([push(1)]);
    assert.equal((await exchanged(post(server, connectOf(clientId)))).length, 2);
  });

  test("that does not read costs its own session only", async (t) => {
    const server = await startCometd(t, { settings: { bufferedBytesMax: 100_000 } });
    const slow = await openSocket(t, server);
    const clientId = await openSession(slow);
    const other = await openSocket(t, server);
    await openSession(other);
    slow.socket.pause();
    const ended = server.counted("postroom_bayeux_sessions_ended_total slow");
    let sent = 0;
    while (server.hub.counts().sessions === 2) {
      sent += 1;
      server.hub.publish([{ ...push(sent), data: { number: sent, text: "x".repeat(500_000) } }]);
      assert.equal((await other.next())[0]?.data?.["number"], sent);
    }
    await ended;
    assert.equal((await other.ask(connectOf(clientId)))[0]?.error, "402::Unknown client");
  });

  test("that asks faster than its user may is answered as fast as that, in order, and others at once", async (t) => {
    let left = 5;
    const waitMs = (user: string) => {
      if (user !== "alice") return 0;
      left -= 1;
      return left >= 0 ? 0 : 1;
    };
    const server = await startCometd(t, { options: { waitMs } });
    const [hasty, other] = [await openSocket(t, server), await openSocket(t, server, "bob")];
    const asked = Array.from({ length: 2_000 }, (_, index) => `${index}`);
    for (const id of asked) hasty.send({ channel: "/service/x", id });
    const answered: (string | number | undefined)[] = [];
    const hear = async (count: number) => {
      while (answered.length < count) answered.push((await hasty.next())[0]?.id);
    };
    await hear(5);
    assert.equal((await other.ask({ channel: "/service/x", id: "b" }))[0]?.id, "b");
    left = 10;
    await hear(15);
    assert.ok(left < 1, "it waits again");
    left = Number.POSITIVE_INFINITY;
    await hear(asked.length);
    assert.deepEqual(answered, asked);
  });

  test("is not compressed", async (t) => {
    const server = await startCometd(t);
    const { socket } = await openSocket(t, server);
    assert.equal(socket.extensions, "");
  });

  test("that answers no ping is cut, and the expiry of its session starts", async (t) => {
    const server = await startCometd(t, { settings: { pingIntervalMs: 250 } });
    const mute = await openSocket(t, server, "alice", { autoPong: false });
    const clientId = await openSession(mute);
    mute.send(connectOf(clientId));
    const alive = await openSocket(t, server);
    await eventually(() => server.hub.counts().held === 1);
    await once(mute.socket, "close");
    await eventually(() => server.hub.counts().held === 0);
    await once(alive.socket, "ping");
    assert.equal(alive.socket.readyState, WebSocket.OPEN);
  });

  test("closes with 1009 on too much and with 1007 on what is no JSON text", async (t) => {
    const server = await startCometd(t);
    const bad: readonly (readonly [string | Buffer, number])[] = [
      [`["${"x".repeat(65_536)}"]`, 1009],
      [JSON.stringify(Array(101).fill({})), 1009],
      ["{", 1007],
      [Buffer.from("[]"), 1007],
    ];
    for (const [frame, expected] of bad) {
      const { socket } = await openSocket(t, server);
      socket.send(frame);
      const [code] = await once(socket, "close");
      assert.equal(code, expected);
    }
  });

  test("of a user who is logged out closes, and its held connect says why", async (t) => {
    const server = await startCometd(t);
    const client = await openSocket(t, server);
    const clientId = await openSession(client);
    client.send(connectOf(clientId));
    await eventually(() => server.hub.counts().held === 1);
    server.hub.endSessionsOf("alice");
    const [reply] = await client.next();
    assert.equal(reply?.advice?.reconnect, "handshake");
    const [code] = await once(client.socket, "close");
    assert.equal(code, 1008);
    assert.equal(server.hub.counts().sessions, 0);
  });

  test("too many of one user are refused, not another's", async (t) => {
    const server = await startCometd(t, { settings: { socketsPerUserMax: 2 } });
    await openSocket(t, server);
    await openSocket(t, server);
    const third = new WebSocket(server.url, { headers: { authorization: authorization("alice") } });
    const [code] = await once(third, "close");
    assert.equal(code, 1013);
    await openSocket(t, server, "bob");
  });

  test("does not keep the server from closing, even if it never answers", async (t) => {
    const server = await startCometd(t, { settings: { closeGraceMs: 20 } });
    const { socket } = await openSocket(t, server);
    socket.pause();
    await server.fastify.close();
    assert.deepEqual(server.hub.counts(), { sessions: 0, held: 0, queued: 0 });
  });
});

describe("an upgrade that is refused is answered at once, and its connection closed", () => {
  const endpoint = "/api/v2/notifications";
  const refused: readonly (readonly [string, string, readonly string[], number, boolean])[] = [
    ["without authentication", endpoint, [], 401, true],
    [
      "from a foreign origin",
      endpoint,
      [`authorization: ${authorization("alice")}`, "origin: http://evil.test"],
      403,
      true,
    ],
    ["to another path", "/nothing", [], 404, true],
    ["with a broken key", endpoint, [`authorization: ${authorization("alice")}`, "sec-websocket-key: x"], 400, true],
    ["when websocket is off", endpoint, [`authorization: ${authorization("alice")}`], 405, false],
  ];
  for (const [what, path, head, status, websocket] of refused) {
    test(`${what}: ${status}`, async (t) => {
      const server = await startCometd(t, { options: { websocket } });
      const upgrade = ["connection: Upgrade", "upgrade: websocket", "sec-websocket-version: 13"];
      const closing = websocket ? [] : ["connection: close"];
      const socket = dial(server.port, "127.0.0.1");
      t.after(() => socket.destroy());
      const lines = [`GET ${path} HTTP/1.1`, "host: acme.test", ...upgrade, ...closing, ...head];
      socket.write(`${lines.join("\r\n")}\r\n\r\n`);
      let text = "";
      for await (const chunk of socket) {
        text += chunk;
      }
      assert.match(text, new RegExp(`^HTTP/1.1 ${status} `));
    });
  }
});

type Client = {
  readonly socket: WebSocket;
  send(json: unknown): void;
  /** The next frame that was not taken yet. */
  next(): Promise<readonly BayeuxMessage[]>;
  ask(json: unknown): Promise<readonly BayeuxMessage[]>;
};

async function openSocket(
  t: TestContext,
  server: TestServer,
  user = "alice",
  more: { readonly autoPong?: boolean } = {},
): Promise<Client> {
  const socket = new WebSocket(server.url, { headers: { authorization: authorization(user) }, ...more });
  t.after(() => socket.terminate());
  const frames: (readonly BayeuxMessage[])[] = [];
  socket.on("message", (frame) => {
    frames.push(readAnswer(JSON.parse(String(frame))));
    socket.emit("kept");
  });
  await once(socket, "open");
  const next = async () => {
    while (frames.length === 0) {
      await once(socket, "kept");
    }
    return frames.shift() ?? [];
  };
  const send = (json: unknown) => socket.send(JSON.stringify(json));
  const ask = (json: unknown) => {
    send(json);
    return next();
  };
  return { socket, send, next, ask };
}

async function openSession(client: Client, ack = false): Promise<string> {
  const [reply] = await client.ask([{ ...greeting, ext: { ack } }]);
  const clientId = reply?.clientId ?? "";
  await client.ask({ channel: "/meta/subscribe", clientId, subscription: "/v2/me/*" });
  await client.ask(connectOf(clientId, { connectionType: "websocket", ext: { ack: 0 } }));
  return clientId;
}
