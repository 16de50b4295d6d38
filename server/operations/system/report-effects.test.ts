import assert from "node:assert/strict";
import { test } from "node:test";
import { macOf } from "../../adapters/ids/mac.ts";
import { addressWithToken } from "../../domain/mail/token.ts";
import { load, sent } from "../../testing/agent-day.ts";
import { type Centre, testCentre } from "../../testing/centre.ts";
import { deliveryReport, receiveRaw } from "../../testing/received-reports.ts";
import { claim, mark, record, stored } from "../../testing/sending-by-hand.ts";
import { startDay } from "../../wire/gws/listening.fixture.ts";

const recipient = "ann@customer.test";

const messageIdOf = async (centre: Centre, id: string) =>
  (await centre.performing.store.read((reading) => reading.deliveries.of(id)))?.delivery.messageId ?? "";

const bouncing = (centre: Centre) =>
  centre.performing.store.read((reading) => reading.readings.bouncingAmong([recipient]));

test("a verified bounce is a child of its mail, marks the address, and tells the agent an Error in both dialects, the state unchanged", async (t) => {
  const { centre, hear, get } = await startDay(t);
  const outbound = await sent(centre, "alice");
  const before = await load(centre, outbound);
  for (const topic of ["/v2/me/interactions", "/v2/me/emails"]) await hear("alice", topic);
  const report = await receiveRaw(
    centre,
    deliveryReport({ messageId: await messageIdOf(centre, outbound), recipient }),
  );
  const child = await load(centre, report);
  assert.deepEqual(
    [child.state, child.subtype, child.parent, child.thread, child.contact],
    ["Completed", "InboundNDR", outbound, before.thread, before.contact],
  );
  const after = await load(centre, outbound);
  assert.deepEqual([after.state, after.delivery, after.version], [before.state, before.delivery, before.version + 1]);
  for (const topic of ["/v2/me/interactions", "/v2/me/emails"]) {
    const [told] = await hear("alice", topic);
    assert.equal(told?.["notificationType"], "Error", topic);
    assert.match(String(told?.["errorMessage"]), /ann@customer\.test: 5\.1\.1 550 5\.1\.1 no such user/);
  }
  assert.deepEqual(await bouncing(centre), [recipient]);
  const { json } = await get("alice", `/interactions/${outbound}/delivery`);
  const { recipients } = JSON.parse(JSON.stringify(json["delivery"]));
  assert.equal(recipients[0].address, recipient);
  assert.deepEqual(recipients[0].report, {
    ...{ interactionId: report, action: "failed", status: "5.1.1", text: "550 5.1.1 no such user" },
    ...{ remoteHost: "mx.customer.test", class: "hard", verified: true, at: recipients[0].report.at },
  });
});

test("a forged bounce changes nothing: it is kept and shown", async (t) => {
  const { centre, hear } = await startDay(t);
  const outbound = await sent(centre, "alice");
  await hear("alice", "/v2/me/emails");
  const messageId = await messageIdOf(centre, outbound);
  const id = await receiveRaw(centre, deliveryReport({ messageId, recipient: "somebody@else.test" }));
  const reading = await centre.performing.store.read((one) => one.readings.of(id));
  assert.deepEqual([reading?.report?.isVerified, reading?.joinedBecause?.flags], [false, ["notVerified"]]);
  const reports = await centre.performing.store.read((one) => one.readings.reportsOn(outbound));
  assert.deepEqual(
    reports.map(({ address, isVerified }) => [address, isVerified]),
    [["somebody@else.test", false]],
  );
  assert.deepEqual(await bouncing(centre), []);
  assert.deepEqual(await hear("alice", "/v2/me/emails"), []);
});

test("a bounce to our bounce token is verified by its mac alone; a token with a wrong mac is ordinary mail", async (t) => {
  const centre = await testCentre(t);
  const outbound = await sent(centre, "alice");
  const mac = macOf(await centre.performing.store.read((reading) => reading.centre.secret()));
  const right = addressWithToken("support@acme.test", "b", outbound, mac);
  const wrong = addressWithToken("support@acme.test", "b", outbound, macOf("another database"));
  const raw = (status: string) => deliveryReport({ messageId: "<gone@relay.test>", recipient: "x@y.test", status });
  const forged = await receiveRaw(centre, raw("5.2.2"), { recipient: wrong ?? "" });
  const genuine = await receiveRaw(centre, raw("5.1.1"), { recipient: (right ?? "").toUpperCase() });
  const of = (id: string) => centre.performing.store.read((one) => one.readings.of(id));
  assert.equal((await of(forged))?.parkedBecause, "dsn-failed-unmatched");
  const found = (await of(genuine))?.report;
  assert.deepEqual([found?.send, found?.rule, found?.isVerified], [outbound, "bounceToken", true]);
});

test("a verified report settles what was unknown: it is sent, and leaves the sender's failed workbin", async (t) => {
  const centre = await testCentre(t);
  const outbound = await sent(centre, "alice");
  await loseReply(centre, outbound);
  assert.deepEqual(
    [(await load(centre, outbound)).state, (await load(centre, outbound)).delivery],
    ["InWorkbin", "unknown"],
  );
  const messageId = await messageIdOf(centre, outbound);
  await receiveRaw(
    centre,
    deliveryReport({ messageId, recipient, action: "delivered", status: "2.0.0", text: "250 ok" }),
  );
  const after = await load(centre, outbound);
  assert.deepEqual([after.state, after.delivery], ["Sent", "sent"]);
});

test("bounce_is_not_dropped_as_autoreply: a report that says auto-replied is a report", async (t) => {
  const centre = await testCentre(t);
  const id = await receiveRaw(centre, deliveryReport({ messageId: "<no@where.test>", recipient: "x@y.test" }));
  assert.equal((await centre.performing.store.read((one) => one.readings.of(id)))?.class, "dsn-failed");
});

/** The final dot left, and no reply came. */
async function loseReply(centre: Centre, outbound: string): Promise<void> {
  await claim(centre);
  const { delivery } = await stored(centre, outbound);
  await mark(centre, delivery);
  await record(centre, delivery, { row: "LoseReply", error: "lost" });
}
