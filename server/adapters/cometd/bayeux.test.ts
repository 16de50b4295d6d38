import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Exchange, exchange, readMessages } from "./bayeux.ts";
import { answerConnect } from "./connect.ts";
import { ask, connect, connected, fresh, given, greeting, settings, subscribeTo } from "./core-fixtures.ts";
import type { Given } from "./given.ts";
import { isExpired, type Session } from "./session.ts";

describe("handshake", () => {
  test("gives an id, the transports and the advice of wire.md 3.2, word for word", () => {
    const { replies } = ask(undefined, {
      channel: "/meta/handshake",
      id: "1",
      version: "1.0",
      minimumVersion: "1.0",
      supportedConnectionTypes: ["websocket", "long-polling"],
      advice: { timeout: 60_000, interval: 0 },
      ext: { ack: true },
    });
    assert.deepEqual(replies, [
      {
        channel: "/meta/handshake",
        id: "1",
        version: "1.0",
        minimumVersion: "1.0",
        supportedConnectionTypes: ["websocket", "long-polling"],
        clientId: "c1",
        successful: true,
        advice: { reconnect: "retry", interval: 0, timeout: 30_000, maxInterval: 30_000 },
        ext: { ack: true },
      },
    ]);
  });

  test("offers no socket to who asks again over HTTP although it knows websocket", () => {
    const knows = { channel: "/meta/handshake", supportedConnectionTypes: ["websocket", "long-polling"] };
    const offered = (message: object, transport: Given["transport"] = "long-polling") =>
      exchange(undefined, readMessages({ ...knows, ...message }), { ...given, transport }).replies[0]
        ?.supportedConnectionTypes;
    for (const id of ["5", 5]) assert.deepEqual(offered({ id }), ["long-polling"]);
    assert.deepEqual(offered({ id: "5" }, "websocket"), ["websocket", "long-polling"]);
    for (const id of ["1", undefined, "x"]) assert.deepEqual(offered({ id }), ["websocket", "long-polling"]);
    const polling = { id: "5", supportedConnectionTypes: ["long-polling"] };
    assert.deepEqual(offered(polling), ["websocket", "long-polling"]);
  });

  test("refuses for ever when there is no transport in common", () => {
    for (const supportedConnectionTypes of [["callback-polling"], [], undefined, "websocket", [1]]) {
      const { session, replies } = ask(undefined, { channel: "/meta/handshake", supportedConnectionTypes });
      assert.equal(session, undefined);
      assert.equal(replies[0]?.error, "412::No supported connection type");
      assert.equal(replies[0]?.advice?.reconnect, "none");
    }
  });

  test("denied: 403, and no return", () => {
    const denied: Given = { ...given, admission: { kind: "denied" } };
    const { session, replies } = exchange(undefined, readMessages(greeting), denied);
    assert.equal(session, undefined);
    assert.equal(replies[0]?.error, "403::Handshake denied");
    assert.equal(replies[0]?.advice?.reconnect, "none");
  });

  test("while the server stops: later, at a random time", () => {
    const stopping: Given = { ...given, admission: { kind: "stopping" } };
    const { replies } = exchange(undefined, readMessages(greeting), stopping);
    assert.deepEqual(replies[0]?.advice, { reconnect: "handshake", interval: 1_234 });
    assert.equal(replies[0]?.successful, false);
  });

  test("other messages in its request have no effect", () => {
    const subscription = { channel: "/meta/subscribe", clientId: "c1", subscription: "/v2/me/emails", id: "2" };
    const { session, replies } = ask(undefined, [subscription, greeting, greeting]);
    assert.equal(session?.subscriptions.size, 0);
    assert.deepEqual(
      replies.map((reply) => [reply.successful, reply.advice?.reconnect]),
      [
        [false, undefined],
        [true, "retry"],
        [false, undefined],
      ],
    );
  });
});

describe("connect", () => {
  test("never holds a session's first, then holds for our time or the client's shorter one", () => {
    const first = ask(fresh(), connect());
    assert.equal(first.hold, undefined);
    assert.equal(first.replies[0]?.successful, true);
    assert.equal(ask(first.session, connect()).hold?.timeoutMs, 30_000);
    assert.equal(ask(first.session, connect({ advice: { timeout: 5 } })).hold?.timeoutMs, 5);
    for (const timeout of [1e12, -1, "5", null]) {
      assert.equal(ask(first.session, connect({ advice: { timeout } })).hold?.timeoutMs, 30_000);
    }
    assert.equal(ask(first.session, connect({ advice: { timeout: 0 } })).hold, undefined);
  });

  test("holds only when it came alone", () => {
    const { hold, replies } = ask(connected(), [subscribeTo("/a"), connect()]);
    assert.equal(hold, undefined);
    assert.deepEqual(
      replies.map((reply) => reply.successful),
      [true, true],
    );
  });

  test("an interval of 1e12 keeps no session for longer than the bound", () => {
    const { session } = ask(connected(), connect({ advice: { timeout: 0, interval: 1e12 } }));
    assert.ok(session);
    assert.ok(!isExpired(session, given.nowMs + 60_000, settings));
    assert.ok(isExpired(session, given.nowMs + 60_001, settings));
  });

  test("a browser that holds enough connects polls, and is told why", () => {
    const crowded = exchange(connected(), readMessages(connect()), { ...given, isCrowded: true });
    assert.equal(crowded.hold, undefined);
    assert.equal(crowded.replies[0]?.advice?.["multiple-clients"], true);
    assert.equal(crowded.replies[0]?.advice?.interval, 2_000);
    assert.equal(crowded.session?.intervalMs, 2_000);
  });

  test("an unknown client starts again, at a random time", () => {
    for (const session of [undefined, { ...fresh(), clientId: "other" }]) {
      assert.deepEqual(ask(session, connect({ id: "9" })).replies, [
        {
          channel: "/meta/connect",
          id: "9",
          successful: false,
          error: "402::Unknown client",
          advice: { reconnect: "handshake", interval: 1_234 },
        },
      ]);
    }
  });

  test("timesync answers with the client's time, ours, the time held and the client's error", () => {
    const message = connect({ ext: { timesync: { tc: 1_699_999_999_000, l: 20, o: 900 } } });
    const { session, hold } = ask(connected(), message);
    assert.ok(session && hold);
    const { reply } = answerConnect(session, hold, given.nowMs + 500, settings);
    assert.deepEqual(reply.ext, { timesync: { tc: 1_699_999_999_000, ts: 1_700_000_000_000, p: 500, a: -80 } });
  });
});

describe("other channels", () => {
  const texts: readonly (readonly [unknown, string | undefined])[] = [
    ["/v2/me/emails", "403:/v2/me/emails:publish denied"],
    ["/service/anything", undefined],
    ["/meta/unknown", "404::message deleted"],
    ["/meta/Connect", "404::message deleted"],
    ["/", "400::channel invalid"],
    ["/**", "400::channel invalid"],
    ["constructor", "400::channel invalid"],
    ["", "400::channel missing"],
    [undefined, "400::channel missing"],
    [17, "400::channel missing"],
  ];
  for (const [channel, error] of texts) {
    test(`${String(channel) || "no channel"}: ${error ?? "accepted and silent"}`, () => {
      const { replies } = ask(connected(), { channel, clientId: "c1", id: "7", data: {} });
      assert.equal(replies[0]?.error, error);
      assert.equal(replies[0]?.successful, error === undefined);
      assert.equal(replies[0]?.id, "7");
    });
  }

  test("a message after a disconnect in the same request finds no session", () => {
    const { session, replies } = ask(connected(), [{ channel: "/meta/disconnect", clientId: "c1" }, subscribeTo("/a")]);
    assert.equal(session, undefined);
    assert.deepEqual(
      replies.map((reply) => reply.error),
      [undefined, "402::Unknown client"],
    );
  });
});

describe("whatever arrives", () => {
  const names = fc.constantFrom(
    ...["handshake", "connect", "subscribe", "unsubscribe", "disconnect"].map((name) => `/meta/${name}`),
    "/v2/me/emails",
    "/service/x",
    "__proto__",
  );
  const message = fc.record(
    {
      channel: fc.oneof(names, fc.jsonValue()),
      clientId: fc.oneof(fc.constant("c1"), fc.jsonValue()),
      id: fc.jsonValue(),
      subscription: fc.oneof(fc.constantFrom("/a", "/**", "__proto__"), fc.jsonValue()),
      supportedConnectionTypes: fc.oneof(fc.constant(["long-polling"]), fc.jsonValue()),
      advice: fc.oneof(fc.record({ timeout: fc.jsonValue(), interval: fc.jsonValue() }), fc.jsonValue()),
      ext: fc.oneof(fc.record({ ack: fc.jsonValue(), timesync: fc.jsonValue() }), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  const json = fc.oneof(message, fc.array(fc.oneof(message, fc.jsonValue())), fc.jsonValue());

  test("is answered, one reply to each message or one held connect, and never throws", () => {
    const transports = fc.constantFrom("long-polling" as const, "websocket" as const);
    const property = fc.property(
      fc.array(json, { maxLength: 5 }),
      transports,
      fc.boolean(),
      (requests, transport, ack) => {
        let session: Session | undefined = { ...fresh(), hasAcknowledgement: ack };
        for (const request of requests) {
          const messages = readMessages(request);
          const result: Exchange = exchange(session, messages, { ...given, transport });
          assert.equal(result.replies.length, result.hold === undefined ? messages.length : 0);
          assert.ok(messages.length > 0);
          JSON.stringify(result.replies);
          session = result.session;
        }
      },
    );
    fc.assert(property, { numRuns: 500 });
  });
});
