import assert from "node:assert/strict";
import { test } from "node:test";
import type { CorrelationRule } from "./correlate.ts";
import type { DeliveryReport } from "./report.ts";
import { withSentRecipients } from "./sent-recipients.ts";

const isOurs = (address: string) => address.endsWith("@acme.test");

const report = (source: DeliveryReport["source"], ...addresses: readonly string[]): DeliveryReport => ({
  ...{ kind: "dsn", source, action: "failed", vendor: undefined, envelopeId: undefined, subjects: [] },
  returned: { messageId: undefined, to: [], subject: undefined },
  recipients: addresses.map((address) => ({
    ...{ address, finalAddress: address, action: "failed", status: "5.1.1", text: "ann (550 unknown)" },
    ...{ remoteHost: undefined, class: "hard" },
  })),
});

const settled = (given: DeliveryReport, rule?: CorrelationRule, ...recipients: readonly string[]) =>
  withSentRecipients(
    given,
    rule === undefined
      ? { correlation: undefined, mail: undefined }
      : {
          correlation: { send: "S1", rule, evidence: "", isVerified: true },
          mail: { send: "S1", messageIds: [], recipients, subject: "", sentAt: 0 },
        },
    isOurs,
  )?.recipients.map(({ address }) => address);

test("an address of ours fails only where we wrote to it", () => {
  assert.deepEqual(settled(report("status", "sales@acme.test", "ann@x.test"), "envelopeId", "ann@x.test"), [
    "ann@x.test",
  ]);
  assert.deepEqual(settled(report("status", "Sales@acme.test"), "bounceToken", "sales@acme.test", "ann@x.test"), [
    "Sales@acme.test",
  ]);
  assert.deepEqual(settled(report("status", "sales@acme.test")), []);
  assert.equal(settled(report("text", "sales@acme.test"), "messageIdInText", "ann@x.test"), undefined);
  assert.deepEqual(settled(report("text", "ann@x.test")), ["ann@x.test"]);
});

test("who is left without an address is the only recipient, or the one whose local part is named", () => {
  assert.deepEqual(settled(report("text", ""), "messageIdInText", "joe@x.test"), ["joe@x.test"]);
  assert.deepEqual(settled(report("text", ""), "bounceToken", "joe@x.test", "ann@x.test"), ["ann@x.test"]);
  assert.equal(settled(report("text", ""), "bounceToken", "joe@x.test", "bob@x.test"), undefined);
  assert.equal(settled(report("text", "")), undefined);
});

test("where the mail was forwarded, the one that we wrote to failed; only a token proves that it was", () => {
  assert.deepEqual(settled(report("status", "home@y.test"), "bounceToken", "ann@x.test"), ["ann@x.test"]);
  assert.deepEqual(settled(report("text", "home@y.test"), "bounceToken", "ann@x.test"), ["ann@x.test"]);
  for (const rule of ["envelopeId", "returnedMessageId", "messageIdInText"] as const)
    assert.deepEqual(settled(report("status", "home@y.test"), rule, "ann@x.test"), ["home@y.test"], rule);
  assert.deepEqual(settled(report("text", "home@y.test"), "bounceToken", "ann@x.test", "joe@x.test"), ["home@y.test"]);
});
