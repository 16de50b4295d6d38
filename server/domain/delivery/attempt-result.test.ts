import assert from "node:assert/strict";
import { test } from "node:test";
import { resultOf } from "./attempt-result.ts";
import type { Delivery, RecipientOutcome } from "./delivery.ts";
import type { RefusedRecipient, TransportOutcome } from "./transport-outcome.ts";

const reply = (code: number, text = "said so") => ({ code, enhancedCode: `${Math.floor(code / 100)}.1.1`, text });
const refused = (address: string, code: number): RefusedRecipient => ({ address, reply: reply(code, "not me") });

const delivery: Delivery = {
  ...{
    interaction: "I1",
    state: "sending",
    stage: "committing",
    messageId: "<m@acme.test>",
    from: "support@acme.test",
  },
  ...{
    to: ["ann@x.test", "bob@x.test"],
    sha256: "ab",
    size: 3,
    sealedAt: 0,
    group: 1,
    isSent: false,
    queuedAt: 0,
    holdRound: 0,
    refusals: 0,
    attempts: 4,
    fence: 9,
  },
  nextAttempt: undefined,
};

function result(
  outcome: TransportOutcome,
  change: { refusals?: number; policy?: "hold" | "resend"; wall?: number; rest?: boolean } = {},
) {
  return resultOf({
    outcome,
    delivery: {
      ...delivery,
      refusals: change.refusals ?? 0,
      ...(change.rest === true ? { to: ["bob@x.test"], group: 2, isSent: true } : {}),
    },
    settings: {
      sendRetryMs: [60_000, 300_000],
      sendUnknownPolicy: change.policy ?? "hold",
      sendGiveUpAfterMs: 1_000_000,
    },
    failures: 2,
    now: { steady: 500, wall: change.wall ?? 700 },
    fraction: 0,
    host: "relay:25",
  });
}

const words = ({ address, group, state, code }: RecipientOutcome) => `${address} ${group} ${state} ${code}`;

test("when all are refused each is named with the reply it got", () => {
  const refusals = [refused("ann@x.test", 550), { address: "bob@x.test", reply: reply(552, "full") }];
  const failed = result({ kind: "refused", reply: reply(550, "not me"), refused: refusals });
  assert.equal(failed?.error, "delivery failed: ann@x.test: 550 5.1.1 not me; bob@x.test: 552 5.1.1 full");
  assert.deepEqual(failed?.recipients.map(words), ["ann@x.test 1 failed 550", "bob@x.test 1 failed 552"]);
  assert.deepEqual(result({ kind: "refused", reply: reply(554), refused: [] })?.recipients, [], "all alike");
});

test("what becomes of a later group names whom it is about", () => {
  const rest = { rest: true } as const;
  const gone = result({ kind: "accepted", reply: reply(250), refused: [] }, rest);
  assert.deepEqual([gone?.row, gone?.recipients.map(words)], ["Accepted", ["bob@x.test 2 sent 250"]]);
  const refusal = result({ kind: "refused", reply: reply(550), refused: [] }, rest);
  assert.equal(refusal?.error, "delivery refused for bob@x.test: 550 5.1.1 said so");
  assert.equal(result({ kind: "unknown", text: "closed" }, rest)?.error, "delivery unknown for bob@x.test: closed");
  const over = result({ kind: "broken", text: "closed", marked: false }, { ...rest, wall: 1_000_001 });
  assert.equal(over?.error, "delivery failed for bob@x.test: closed");
});

test("a 250 is Accepted, with its reply; refused recipients are named", () => {
  const all = result({ kind: "accepted", reply: reply(250), refused: [] });
  assert.deepEqual([all?.row, all?.fence, all?.error, all?.attempt?.outcome], ["Accepted", 9, undefined, "accepted"]);
  assert.deepEqual([all?.attempt?.number, all?.attempt?.code, all?.attempt?.enhancedCode], [4, 250, "2.1.1"]);
  const part = result({ kind: "accepted", reply: reply(250), refused: [refused("bob@x.test", 550)] });
  assert.equal(part?.row, "Accepted");
  assert.equal(part?.error, "delivery refused for bob@x.test: 550 5.1.1 not me");
});

test("recipients put off beside a 250 are tried again alone, as long as the schedule lasts", () => {
  const outcome = { kind: "accepted", reply: reply(250), refused: [refused("bob@x.test", 450)] } as const;
  const later = result(outcome);
  assert.equal(later?.row, "AcceptedInPart");
  assert.equal(later?.attempt?.outcome, "accepted");
  const nextAttempt = { due: 60_500, shown: 60_700 };
  assert.deepEqual(later?.change, { to: ["bob@x.test"], group: 2, isSent: true, refusals: 1, nextAttempt });
  assert.equal(later?.error, undefined);
  assert.deepEqual(later?.recipients.map(words), ["ann@x.test 1 sent 250", "bob@x.test 1 retrying 450"]);
  const over = result(outcome, { refusals: 2 });
  assert.equal(over?.row, "Accepted");
  assert.match(over?.error ?? "", /bob@x.test: 450/);
  assert.deepEqual(over?.recipients.map(words), ["ann@x.test 1 sent 250", "bob@x.test 1 failed 450"]);
});

test("a 4xx is tried again by the schedule, without recipients that were refused for good; then it has failed", () => {
  const outcome = { kind: "deferred", reply: reply(451), refused: [refused("ann@x.test", 550)] } as const;
  const again = result(outcome, { refusals: 1 });
  assert.equal(again?.row, "RefusedForNow");
  assert.deepEqual(again?.change, { to: ["bob@x.test"], refusals: 2, nextAttempt: { due: 300_500, shown: 300_700 } });
  assert.match(again?.error ?? "", /ann@x.test: 550/);
  const over = result({ kind: "deferred", reply: reply(451), refused: [] }, { refusals: 2 });
  assert.deepEqual([over?.row, over?.error], ["RefusedForGood", "delivery failed: 451 4.1.1 said so"]);
});

test("a 5xx has failed, and the sender reads the reply", () => {
  const failed = result({ kind: "refused", reply: reply(550), refused: [refused("ann@x.test", 550)] });
  assert.deepEqual([failed?.row, failed?.attempt?.outcome], ["RefusedForGood", "refused"]);
  assert.equal(failed?.error, "delivery failed: ann@x.test: 550 5.1.1 not me; bob@x.test: 550 5.1.1 said so");
});

test("what broke before the end of the data uses up no attempt of the schedule, and is given up after days", () => {
  const again = result({ kind: "broken", text: "closed", marked: false });
  assert.deepEqual([again?.row, again?.change], ["RefusedForNow", { nextAttempt: { due: 10_500, shown: 10_700 } }]);
  const over = result({ kind: "broken", text: "closed", marked: false }, { wall: 1_000_001 });
  assert.deepEqual([over?.row, over?.error], ["RefusedForGood", "delivery failed: closed"]);
});

test("a lost reply is unknown; with policy resend it goes again while the schedule lasts", () => {
  const outcome = { kind: "unknown", text: "closed behind the dot" } as const;
  assert.deepEqual([result(outcome)?.row, result(outcome)?.attempt?.outcome], ["LoseReply", "unknown"]);
  const again = result(outcome, { policy: "resend" });
  assert.deepEqual([again?.row, again?.attempt?.outcome, again?.change.refusals], ["RefusedForNow", "unknown", 1]);
  assert.equal(result(outcome, { policy: "resend", refusals: 2 })?.row, "LoseReply");
});

test("a claim that was lost leaves no attempt behind", () => {
  const stopped = result({ kind: "stopped" });
  assert.deepEqual([stopped?.row, stopped?.attempt], ["LoseLease", undefined]);
  assert.deepEqual(stopped?.change, { nextAttempt: { due: 500, shown: 700 } });
});
