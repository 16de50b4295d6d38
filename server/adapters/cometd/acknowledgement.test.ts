import assert from "node:assert/strict";
import { test } from "node:test";
import type { BayeuxReply } from "@postroom/contract";
import fc from "fast-check";
import { exchange, readMessages } from "./bayeux.ts";
import { ask, connect, connected, filled, given, numbers, subscribeTo } from "./core-fixtures.ts";
import type { Session } from "./session.ts";

test("a number that was never sent frees nothing", () => {
  const queued = filled({ ...connected(), hasAcknowledgement: true }, 3);
  const sent = ask(queued, connect({ ext: { ack: 0 } }));
  assert.deepEqual(numbers(sent), [0, 1, 2]);
  assert.deepEqual(sent.replies[0]?.ext, { ack: 1 });
  for (const ack of [1e9, 2, -1, 0.5, "1", null, Number.MAX_VALUE, true]) {
    assert.deepEqual(numbers(ask(sent.session, connect({ ext: { ack } }))), [0, 1, 2], String(ack));
  }
  assert.notEqual(ask(sent.session, connect({ ext: { ack: 1 } })).hold, undefined);
});

test("messages travel only in connect replies", () => {
  const queued = filled({ ...connected(), hasAcknowledgement: true, transport: "websocket" }, 1);
  const result = exchange(queued, readMessages(subscribeTo("/a")), { ...given, transport: "websocket" });
  assert.deepEqual(result.deliveries, []);
});

test("over websocket without it any answer carries what waits, over long-polling only a connect's", () => {
  const queued = filled({ ...connected(), transport: "websocket" }, 1);
  const message = readMessages(subscribeTo("/a"));
  assert.equal(exchange(queued, message, { ...given, transport: "websocket" }).deliveries.length, 1);
  assert.equal(exchange({ ...queued, transport: "long-polling" }, message, given).deliveries.length, 0);
});

test("whatever answers are lost, the client gets every message, and in order", () => {
  const moves = fc.array(fc.constantFrom("message", "connect", "connect-lost", "overlap", "other"), {
    maxLength: 60,
  });
  fc.assert(fc.property(moves, followClient), { numRuns: 500 });
});

/** A client that repeats the last number it saw, and a network that loses answers. */
function followClient(moves: readonly string[]): void {
  let session: Session = { ...connected(), hasAcknowledgement: true };
  let sentCount = 0;
  let ack = 0;
  const seen: number[] = [];
  const poll = (isLost: boolean) => {
    const message = connect({ ext: { ack }, advice: { timeout: 0 } });
    const result = ask(session, message);
    assert.ok(result.session);
    session = result.session;
    if (!isLost) {
      for (const number of numbers(result).filter((each) => each > (seen.at(-1) ?? -1))) {
        seen.push(number);
      }
      ack = ackOf(result.replies[0]);
    }
  };
  for (const move of [...moves, "connect"]) {
    if (move === "message") {
      session = filled(session, 1, sentCount);
      sentCount += 1;
    } else if (move === "other") {
      session = ask(session, subscribeTo("/a")).session ?? session;
    } else {
      poll(move !== "connect");
      if (move === "overlap") {
        poll(false);
      }
    }
  }
  assert.deepEqual(
    seen,
    Array.from({ length: sentCount }, (_, index) => index),
  );
}

function ackOf(reply: BayeuxReply | undefined): number {
  const ack = reply?.ext?.ack;
  assert.equal(typeof ack, "number");
  return Number(ack);
}
