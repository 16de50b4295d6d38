import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { DeliveryState } from "../interaction/interaction.ts";
import { type Delivery, type DeliveryOperation, deliver, deliveryTransitions, type Stage } from "./delivery.ts";
import { type BackOff, hopBackOffMs, retryDelayMs } from "./retry-schedule.ts";

const states: readonly DeliveryState[] = [
  ...(["waiting", "sending", "retrying", "sent"] as const),
  ...(["failed", "unknown", "held", "cancelled"] as const),
];

const aDelivery = (state: DeliveryState, stage?: Stage): Delivery => ({
  interaction: "I1",
  state,
  stage,
  messageId: "<m@acme.test>",
  from: "support@acme.test",
  to: ["ann@customer.test"],
  sha256: "ab",
  size: 10,
  sealedAt: 0,
  group: 1,
  isSent: false,
  queuedAt: 0,
  holdRound: 0,
  refusals: 1,
  attempts: 2,
  fence: 7,
  nextAttempt: { due: 5, shown: 5 },
});
const situations = states.flatMap((state) =>
  state === "sending" ? [aDelivery(state, "open"), aDelivery(state, "committing")] : [aDelivery(state)],
);
const named = ({ state, stage }: Delivery): string => (stage === undefined ? state : `${state}/${stage}`);

/** mail.md 11.2 and 11.3, wire.md 12, read by hand: from → to. */
const table: Readonly<Record<DeliveryOperation, readonly [from: string, to: string]>> = {
  Claim: ["waiting retrying", "sending/open"],
  MarkCommitting: ["sending/open", "sending/committing"],
  WithdrawMark: ["sending/committing", "sending/open"],
  Accepted: ["sending/committing", "sent"],
  AcceptedInPart: ["sending/committing", "retrying"],
  RefusedInPart: ["sending/open sending/committing", "sent"],
  RefusedForGood: ["sending/open sending/committing", "failed"],
  RefusedForNow: ["sending/open sending/committing", "retrying"],
  LoseReply: ["sending/committing", "unknown"],
  LoseLease: ["sending/open", "waiting"],
  SettleLate: ["waiting retrying failed unknown held cancelled", "sent"],
  SettleClaimed: ["sending/open", "sent"],
  Hold: ["waiting retrying", "held"],
  Release: ["held", "waiting"],
  Cancel: ["waiting retrying held", "cancelled"],
  Resend: ["failed unknown cancelled", "waiting"],
  MarkSent: ["unknown", "sent"],
};

for (const row of Object.keys(deliveryTransitions) as DeliveryOperation[]) {
  test(`${row} happens from ${table[row][0]}, to ${table[row][1]}`, () => {
    for (const before of situations) {
      const after = deliver(before, row);
      const isPossible = table[row][0].split(" ").includes(named(before));
      assert.equal(
        after === undefined ? undefined : named(after),
        isPossible ? table[row][1] : undefined,
        named(before),
      );
    }
  });
}

test("a stage exists exactly while sending; bytes, id and fence survive every row", () => {
  const rows = fc.constantFrom(...(Object.keys(deliveryTransitions) as DeliveryOperation[]));
  fc.assert(
    fc.property(fc.constantFrom(...situations), fc.array(rows, { maxLength: 12 }), (first, list) => {
      let delivery = first;
      for (const row of list) delivery = deliver(delivery, row) ?? delivery;
      assert.equal(delivery.stage !== undefined, delivery.state === "sending");
      assert.deepEqual(
        [delivery.sha256, delivery.messageId, delivery.fence, delivery.attempts],
        [first.sha256, first.messageId, first.fence, first.attempts],
      );
    }),
  );
});

test("behind the mark nothing leads back to waiting but a person's Resend (I15)", () => {
  for (const row of Object.keys(deliveryTransitions) as DeliveryOperation[]) {
    assert.notEqual(deliver(aDelivery("sending", "committing"), row)?.state, "waiting", row);
    if (row !== "Resend") assert.notEqual(deliver(aDelivery("unknown"), row)?.state, "waiting", row);
  }
});

test("each temporary refusal waits as the schedule says, up to a tenth longer; then it is over", () => {
  const schedule = [60_000, 300_000];
  assert.equal(retryDelayMs(schedule, 1, 0), 60_000);
  assert.equal(retryDelayMs(schedule, 1, 0.5), 63_000);
  assert.equal(retryDelayMs(schedule, 2, 1), 330_000);
  assert.equal(retryDelayMs(schedule, 3, 0), undefined);
  assert.equal(retryDelayMs([], 1, 0), undefined);
});

test("a hop that fails is left alone for 5 s, doubling to 60 s", () => {
  const pauses = (backOff?: BackOff) => [1, 2, 3, 4, 5, 5_000].map((failures) => hopBackOffMs(failures, backOff));
  assert.deepEqual(pauses(), [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  assert.deepEqual(pauses({ minMs: 1_000, maxMs: 3_000 }), [1_000, 2_000, 3_000, 3_000, 3_000, 3_000]);
});
