import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, connected, subscribeTo } from "./core-fixtures.ts";

test("what is no name or pattern is refused in the reply, and changes nothing", () => {
  const hostile = [17, "/", "constructor", "__proto__", [["/a"]], [], {}, null, true, "/a/**/b", ["/a", "/"]];
  for (const subscription of hostile) {
    const { session, replies } = ask(connected(), { ...subscribeTo("/a"), subscription });
    assert.equal(replies[0]?.error, "403::subscription invalid", JSON.stringify(subscription));
    assert.equal(session?.subscriptions.size, 0);
  }
});

test("the protocol's channels are refused, any other name is accepted", () => {
  for (const name of ["/meta/*", "/service/*", "/meta/connect", "/service/a/**"]) {
    assert.equal(ask(connected(), subscribeTo(name)).replies[0]?.error, `403:${name}:subscribe denied`);
  }
  const { replies, session } = ask(connected(), subscribeTo(["/v2/**", "/none/of/ours", "/notifications/services"]));
  assert.deepEqual(replies[0]?.subscription, ["/v2/**", "/none/of/ours", "/notifications/services"]);
  assert.equal(session?.subscriptions.size, 3);
});

test("the 51st is refused, also in one message", () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `/n/${index}`);
  const full = ask(connected(), subscribeTo(names(50))).session;
  assert.equal(full?.subscriptions.size, 50);
  assert.equal(ask(full, subscribeTo("/n/50")).replies[0]?.successful, false);
  assert.equal(ask(full, subscribeTo("/n/49")).replies[0]?.successful, true);
  assert.equal(ask(connected(), subscribeTo(names(51))).session?.subscriptions.size, 0);
});

test("unsubscribing what was not subscribed succeeds", () => {
  const { session, replies } = ask(connected(), [
    subscribeTo("/a"),
    { ...subscribeTo(["/a", "/b"]), channel: "/meta/unsubscribe" },
  ]);
  assert.deepEqual(
    replies.map((reply) => reply.successful),
    [true, true],
  );
  assert.equal(session?.subscriptions.size, 0);
});
