import assert from "node:assert/strict";
import { test } from "node:test";
import type { Attempt, Delivery } from "./delivery.ts";
import { provesLostReply } from "./lost-reply.ts";

const waiting: Delivery = {
  ...{ interaction: "I1", state: "retrying", stage: undefined, messageId: "<m@acme.test>", from: "support@acme.test" },
  ...{ to: ["ann@customer.test"], group: 1, isSent: false, sha256: "ab", size: 10, sealedAt: 100, queuedAt: 100 },
  ...{ refusals: 1, attempts: 1, fence: 1, nextAttempt: { due: 5, shown: 5 }, holdRound: 0 },
};
const anAttempt = (number: number, at: number, outcome: Attempt["outcome"]): Attempt => ({
  ...{ number, at, outcome, host: "relay", code: undefined, enhancedCode: undefined, text: "" },
});
const lost = anAttempt(1, 200, "unknown");
const byId = { messageIds: ["<m@ACME.test>"], recipients: ["ann@customer.test"] };
const byToken = { messageIds: [], recipients: ["ann@customer.test"] };

test("a report proves a lost reply by the Message-ID, or by the token of a mail that was sealed once", () => {
  assert.ok(provesLostReply(waiting, [lost], byId));
  assert.ok(provesLostReply(waiting, [lost], byToken));
  assert.ok(provesLostReply({ ...waiting, state: "sending", stage: "open", attempts: 2 }, [lost], byToken));
});

test("a report proves nothing where no reply was lost", () => {
  assert.ok(!provesLostReply(waiting, [anAttempt(1, 200, "deferred")], byId));
  assert.ok(!provesLostReply(waiting, [], byId));
});

test("of a mail that was written anew only the Message-ID of the present bytes proves anything, and only their own lost reply", () => {
  const before = anAttempt(1, 50, "unknown");
  const anew = { ...waiting, attempts: 2 };
  assert.ok(!provesLostReply(anew, [before, anAttempt(2, 200, "deferred")], byId));
  assert.ok(!provesLostReply(anew, [before, anAttempt(2, 200, "unknown")], byToken));
  assert.ok(
    !provesLostReply(anew, [anAttempt(2, 200, "unknown")], byToken),
    "an attempt that is not kept may be older",
  );
  assert.ok(provesLostReply(anew, [before, anAttempt(2, 200, "unknown")], byId));
});

test("once others have the mail a report must name one to whom it still goes", () => {
  const rest = { ...waiting, isSent: true, group: 2 };
  assert.ok(provesLostReply(rest, [lost], { ...byId, recipients: ["Ann@Customer.test"] }));
  assert.ok(!provesLostReply(rest, [lost], { ...byId, recipients: ["bob@customer.test"] }));
});
