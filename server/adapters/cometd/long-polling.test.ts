import assert from "node:assert/strict";
import { once } from "node:events";
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

describe("a client that sends only what it must", () => {
  test("needs neither id nor advice nor versions nor cookies, and gets its messages in the held connect", async (t) => {
    const server = await startCometd(t);
    const clientId = await openPoll(server);
    const held = exchanged(post(server, connectOf(clientId)));
    await eventually(() => server.hub.counts().held === 1);
    server.hub.publish([push(1), push(2)]);
    assert.deepEqual(await held, [
      { channel: "/v2/me/emails", data: { number: 1 } },
      { channel: "/v2/me/emails", data: { number: 2 } },
      {
        channel: "/meta/connect",
        successful: true,
        advice: { reconnect: "retry", interval: 0, timeout: 30_000, maxInterval: 30_000 },
      },
    ]);
  });

  test("finds the endpoint bare, with a slash, and with anything behind it", async (t) => {
    const server = await startCometd(t);
    for (const path of ["", "/", "/handshake", "/connect", "/a/b?c=d"]) {
      const [reply] = await exchanged(post(server, greeting, { path }));
      assert.equal(reply?.successful, true, path);
    }
  });

  test("may say more about its JSON, or nothing when it proves who it is", async (t) => {
    const server = await startCometd(t);
    const types = ["application/json;charset=UTF-8", "Application/JSON ; charset=utf-8"];
    for (const type of types) {
      assert.equal((await post(server, greeting, { headers: { "content-type": type } })).status, 200);
    }
    const head = `authorization: ${authorization("alice")}`;
    assert.match(await raw(t, server, [head], JSON.stringify(greeting)), /^HTTP\/1.1 200 [\s\S]*"successful":true/);
  });

  test("sees an event once per topic, however many of its subscriptions match", async (t) => {
    const server = await startCometd(t);
    const clientId = await openPoll(server, { pattern: ["/**", "/v2/**", "/v2/me/*", "/v2/me/emails"] });
    server.hub.publish([
      push(1),
      { ...push(1), topic: "/v2/me/interactions" },
      { ...push(1), topic: "/me/interactions" },
    ]);
    const messages = await exchanged(post(server, connectOf(clientId)));
    assert.deepEqual(
      messages.map((message) => message.channel),
      ["/v2/me/emails", "/v2/me/interactions", "/me/interactions", "/meta/connect"],
    );
    assert.ok(messages.every((message) => message.clientId === undefined));
  });
});

describe("who may speak", () => {
  test("nobody without authentication: 401, with a prompt only for those that show one", async (t) => {
    const server = await startCometd(t);
    for (const authorization of ["", "Basic !", "Bearer x"]) {
      const { status, json, headers } = await post(server, greeting, { headers: { authorization } });
      assert.equal(status, 401);
      assert.deepEqual(json, {
        status: "error",
        errorDescription: "authentication required",
        statusCode: 20,
        statusMessage: "authentication required",
      });
      assert.equal(headers.get("www-authenticate"), 'Basic realm="postroom", charset="UTF-8"');
    }
    const headers = { authorization: "", "x-requested-with": "XMLHttpRequest" };
    assert.equal((await post(server, greeting, { headers })).headers.get("www-authenticate"), null);
    assert.equal(server.hub.counts().sessions, 0);
  });

  test("no page of a foreign origin", async (t) => {
    const server = await startCometd(t);
    for (const origin of ["http://evil.test", "null"]) {
      const { status, json } = await post(server, greeting, { headers: { origin } });
      assert.equal(status, 403);
      assert.equal(Reflect.get(Object(json), "statusCode"), 3);
    }
    assert.equal((await post(server, greeting, { headers: { origin: "http://desk.acme.test" } })).status, 200);
  });

  test("a cookie needs the type that no foreign form can send, and no token", async (t) => {
    const server = await startCometd(t);
    const cookie = { authorization: "", cookie: "JSESSIONID=alice" };
    assert.equal((await post(server, greeting, { headers: cookie })).status, 200);
    const text = await post(server, greeting, { headers: { ...cookie, "content-type": "text/plain" } });
    assert.equal(text.status, 415);
    const untyped = await raw(t, server, ["cookie: JSESSIONID=alice"], JSON.stringify(greeting));
    assert.match(untyped, /^HTTP\/1.1 415 [\s\S]*"statusCode":10/);
  });

  test("another user's client id is unknown, and tells nothing", async (t) => {
    const server = await startCometd(t);
    const clientId = await openPoll(server);
    const [foreign] = await exchanged(post(server, connectOf(clientId), { user: "bob" }));
    const [unknown] = await exchanged(post(server, connectOf("0".repeat(40)), { user: "bob" }));
    assert.deepEqual({ ...foreign, advice: 0 }, { ...unknown, advice: 0 });
    assert.equal(foreign?.error, "402::Unknown client");
    assert.equal(foreign?.advice?.reconnect, "handshake");
    const [own] = await exchanged(post(server, connectOf(clientId, { advice: { timeout: 0 } })));
    assert.equal(own?.successful, true);
  });

  test("a message for a session that is gone spoils nothing for a living one in the same request", async (t) => {
    const server = await startCometd(t);
    const clientId = await openPoll(server);
    const subscribe = { channel: "/meta/subscribe", clientId, subscription: "/v2/me/channels" };
    for (const gone of ["gone", await openPoll(server, { user: "bob" })]) {
      const replies = await exchanged(post(server, [connectOf(gone), subscribe]));
      assert.deepEqual(
        replies.map(({ error, successful }) => error ?? successful),
        ["402::Unknown client", true],
      );
    }
  });

  test("only POST, and the answer says so", async (t) => {
    const server = await startCometd(t);
    for (const method of ["GET", "PUT", "DELETE"]) {
      const response = await fetch(server.url, { method, headers: { authorization: authorization("alice") } });
      assert.equal(response.status, 405);
      assert.equal(response.headers.get("allow"), "POST, OPTIONS");
      assert.equal(Reflect.get(Object(await response.json()), "statusCode"), 3);
    }
  });

  test("each request of a user is told to whoever counts idle time", async (t) => {
    const seen: string[] = [];
    const server = await startCometd(t, { options: { onActivity: (user) => seen.push(user) } });
    await post(server, greeting);
    await post(server, greeting, { user: "bob" });
    await post(server, greeting, { headers: { authorization: "" } });
    assert.deepEqual(seen, ["alice", "bob"]);
  });
});

describe("hostile bodies", () => {
  test("what is no JSON is 400 with code 10, and JSON that is no message is answered as one", async (t) => {
    const server = await startCometd(t);
    for (const body of ["", "{", "[1,]", "\u0000", "{'a':1}"]) {
      const { status, json } = await post(server, body);
      assert.equal(status, 400, body);
      assert.equal(Reflect.get(Object(json), "statusCode"), 10);
    }
    for (const body of ["[]", "17", '"/meta/connect"', "null", "[[[]]]", '{"__proto__":{"channel":"/meta/connect"}}']) {
      const [reply] = await exchanged(post(server, body));
      assert.equal(reply?.error, "400::channel missing", body);
    }
    const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    assert.equal((await exchanged(post(server, deep)))[0]?.successful, false);
  });

  test("64 MB are refused before they are read, announced or not", async (t) => {
    const server = await startCometd(t);
    const head = [`authorization: ${authorization("alice")}`, "content-type: application/json"];
    const announced = await raw(t, server, [...head, "content-length: 67108864"], "[");
    assert.match(announced, /^HTTP\/1.1 413 [\s\S]*"statusCode":10/);
    const chunk = `10000\r\n${" ".repeat(65_536)}\r\n`;
    const chunked = await raw(t, server, [...head, "transfer-encoding: chunked"], chunk.repeat(20));
    assert.match(chunked, /^HTTP\/1.1 413 [\s\S]*"statusCode":10/);
    assert.equal((await post(server, greeting)).status, 200);
  });

  test("101 messages are too many", async (t) => {
    const server = await startCometd(t);
    assert.equal((await post(server, Array(100).fill({ channel: "/a" }))).status, 200);
    assert.equal((await post(server, Array(101).fill({ channel: "/a" }))).status, 413);
  });

  test("a character may be split over two segments", async (t) => {
    const server = await startCometd(t);
    const body = Buffer.from(JSON.stringify({ ...greeting, id: "grüße€" }));
    const cut = body.indexOf("ü") + 1;
    const head = [`authorization: ${authorization("alice")}`, "content-type: application/json"];
    const socket = send(t, server, [...head, `content-length: ${body.length}`], body.subarray(0, cut));
    await once(server.fastify.server, "request");
    socket.write(body.subarray(cut));
    assert.match(await answerOf(socket), /"id":"grüße€"/);
  });

  test("an offer to upgrade to HTTP/2 is no reason not to answer", async (t) => {
    const server = await startCometd(t);
    const head = ["connection: Upgrade, HTTP2-Settings", "upgrade: h2c", "http2-settings: AAMAAABkAAQAAP__"];
    const identity = [`authorization: ${authorization("alice")}`, "content-type: application/json"];
    const answer = await raw(t, server, [...head, ...identity], JSON.stringify(greeting));
    assert.match(answer, /^HTTP\/1.1 200 [\s\S]*"successful":true/);
  });
});

/** The whole answer to a hand-written POST. */
async function raw(t: TestContext, server: TestServer, head: readonly string[], body: string): Promise<string> {
  const isSized = head.some((line) => /^(content-length|transfer-encoding)/.test(line));
  const size = isSized ? [] : [`content-length: ${Buffer.byteLength(body)}`];
  return answerOf(send(t, server, [...head, ...size], body));
}

function send(t: TestContext, server: TestServer, head: readonly string[], body: string | Buffer): Socket {
  const socket = dial(server.port, "127.0.0.1");
  t.after(() => socket.destroy());
  socket.on("error", () => undefined);
  socket.write(`POST /api/v2/notifications HTTP/1.1\r\nhost: acme.test\r\n${head.join("\r\n")}\r\n\r\n`);
  socket.write(body);
  return socket;
}

async function answerOf(socket: Socket): Promise<string> {
  let text = "";
  for await (const chunk of socket) {
    text += chunk;
    if (/\r\n\r\n[\s\S]*[\]}]$/.test(text)) {
      break;
    }
  }
  return text;
}
