import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { load, sent } from "../testing/agent-day.ts";
import { acme, testCentre } from "../testing/centre.ts";
import { openTransport } from "../testing/relay.ts";
import { claimOne, stored } from "../testing/sending-by-hand.ts";
import { sendingBy } from "../testing/sending-loop.ts";
import { type PeerAnswer, startPeer } from "../testing/smtp-peer.ts";

async function paced(t: TestContext, settings: object, answer: PeerAnswer = () => undefined) {
  const agents = acme.agents.map((agent) => ({ ...agent, capacity: { email: 20 } }));
  const centre = await testCentre(t, { ...acme, agents, settings });
  const peer = await startPeer(t, { answer });
  const sending = sendingBy(centre, openTransport(t, peer.port));
  const mails = async (count: number) => {
    const ids: string[] = [];
    for (let index = 0; index < count; index++) ids.push(await sent(centre, "alice"));
    return ids;
  };
  return { centre, peer, sending, mails };
}

test("an account sends no more in a minute than its provider allows; what does not fit waits and goes later, oldest first", async (t) => {
  const { centre, peer, sending, mails } = await paced(t, { sendQuota: { messagesPerMinute: 2 } });
  const ids = await mails(3);
  for (let round = 0; round < 3; round++) await sending.round();
  assert.equal(peer.bodies.length, 2);
  const states = async () => Promise.all(ids.map(async (id) => (await load(centre, id)).delivery));
  assert.deepEqual(await states(), ["sent", "sent", "waiting"]);
  assert.deepEqual((await stored(centre, ids[2] ?? "")).attempts, [], "waiting uses up no attempt");
  centre.clock.advance(65_000);
  await sending.round();
  assert.deepEqual(await states(), ["sent", "sent", "sent"]);
});

test("recipients of a day are counted, over restarts of the process", async (t) => {
  const { centre, peer, sending, mails } = await paced(t, { sendQuota: { recipientsPerDay: 1 } });
  await mails(2);
  await sending.round();
  await sendingBy(centre, openTransport(t, peer.port)).round();
  assert.equal(peer.bodies.length, 1);
  centre.clock.advance(25 * 3_600_000);
  await sending.round();
  assert.equal(peer.bodies.length, 2);
});

test("a mail with more recipients than the whole quota goes when nothing else does, and alone", async (t) => {
  const { centre, peer, sending, mails } = await paced(t, { sendQuota: { recipientsPerDay: 1 } });
  await mails(2);
  await centre.pool.query("UPDATE deliveries SET to_list = '{a@customer.test,b@customer.test}'");
  await sending.round();
  await sending.round();
  assert.equal(peer.bodies.length, 1);
  centre.clock.advance(25 * 3_600_000);
  await sending.round();
  assert.equal(peer.bodies.length, 2);
});

test("an outage of the next hop uses up nothing of the quota", async (t) => {
  let isAway = true;
  const answer: PeerAnswer = (verb, _, socket) => {
    if (!isAway || verb !== "MAIL") return undefined;
    socket.destroy();
    return "";
  };
  const quota = { sendQuota: { messagesPerDay: 2, recipientsPerDay: 2 } };
  const { centre, peer, sending, mails } = await paced(t, quota, answer);
  await mails(3);
  for (let probe = 0; probe < 5; probe++) {
    await sending.round();
    centre.clock.advance(70_000);
  }
  assert.equal(peer.bodies.length, 0);
  isAway = false;
  for (let round = 0; round < 4; round++) {
    await sending.round();
    centre.clock.advance(70_000);
  }
  assert.equal(peer.bodies.length, 2);
});

test("two processes that send at once keep to one quota", async (t) => {
  const { centre, peer, sending, mails } = await paced(t, { sendQuota: { messagesPerDay: 4, recipientsPerDay: 3 } });
  await mails(6);
  const other = sendingBy(centre, openTransport(t, peer.port));
  for (let round = 0; round < 3; round++) await Promise.all([sending.round(), other.round()]);
  assert.equal(peer.bodies.length, 3);
});

test("a next hop that says too fast halves the quota", async (t) => {
  let isTooFast = true;
  const answer: PeerAnswer = (verb) => (isTooFast && verb === "MAIL" ? "451 4.7.0 slow down" : undefined);
  const { centre, peer, sending, mails } = await paced(t, { sendQuota: { messagesPerMinute: 4 } }, answer);
  await mails(1);
  await sending.round();
  isTooFast = false;
  centre.clock.advance(60_000 + 6_000);
  await mails(4);
  await sending.round();
  await sending.round();
  assert.equal(peer.bodies.length, 2);
});

test("a refused account stops the destination and alarms once; the queue stays, nothing is used up, and one probe an hour goes", async (t) => {
  let isRefused = true;
  const answer: PeerAnswer = (verb) => (isRefused && verb === "MAIL" ? "530 5.7.0 authentication required" : undefined);
  const { centre, peer, sending, mails } = await paced(t, {}, answer);
  const ids = await mails(3);
  await sending.round();
  const tries = peer.lines.filter((line) => line.startsWith("MAIL")).length;
  assert.equal(sending.alarms.length, 1);
  assert.match(String(sending.alarms[0]), /530/);
  centre.clock.advance(59 * 60_000);
  await sending.round();
  assert.equal(peer.lines.filter((line) => line.startsWith("MAIL")).length, tries, "nothing is asked meanwhile");
  centre.clock.advance(6 * 86_400_000);
  await sending.round();
  assert.equal(peer.lines.filter((line) => line.startsWith("MAIL")).length, tries + 1, "one probe");
  for (const id of ids) {
    const { delivery } = await stored(centre, id);
    assert.ok(delivery.state === "waiting" || delivery.state === "retrying", delivery.state);
    assert.equal(delivery.refusals, 0);
  }
  isRefused = false;
  centre.clock.advance(3_600_000);
  await sending.round();
  await sending.round();
  assert.equal(peer.bodies.length, 3);
  assert.deepEqual([sending.alarms.length, sending.alarms[1], sending.state.refusedAccount], [2, undefined, undefined]);
});

test("smtp_outage_is_visible_on_the_item: the destination is left alone, one probe at a time, and no attempt of the schedule is used up", async (t) => {
  let isDown = true;
  const answer: PeerAnswer = (verb) => (isDown && verb === "EHLO" ? "421 4.3.2 shutting down" : undefined);
  const { centre, peer, sending, mails } = await paced(t, {}, answer);
  const [id = ""] = await mails(2);
  await sending.round();
  const before = peer.connections();
  await sending.round();
  assert.equal(peer.connections(), before, "it rests");
  const { delivery, attempts } = await stored(centre, id);
  assert.deepEqual([delivery.state, delivery.refusals, attempts[0]?.outcome], ["retrying", 0, "broken"]);
  assert.match(attempts[0]?.text ?? "", /421/);
  assert.equal((await load(centre, id)).delivery, "retrying");
  centre.clock.advance(60_000);
  await sending.round();
  assert.equal(peer.connections(), before + 1, "one probe");
  isDown = false;
  centre.clock.advance(60_000);
  await sending.round();
  await sending.round();
  assert.equal(peer.bodies.length, 2);
});

test("what was claimed while the answer to the commit was lost is attempted by the same process; what it attempts is left alone", async (t) => {
  const half = Promise.withResolvers<Socket>();
  const answer: PeerAnswer = (verb, _, socket) => {
    if (verb !== "EHLO" || isOpen) return undefined;
    half.resolve(socket);
    return "";
  };
  let isOpen = false;
  const { centre, peer, sending, mails } = await paced(t, {}, answer);
  await centre.pool.query("INSERT INTO processes (id, alive_until) VALUES ('p1', now() + interval '1 hour')");
  const [first = "", second = ""] = await mails(2);
  await centre.pool.query("UPDATE deliveries SET due = due + 1000 WHERE interaction_id = $1", [second]);
  const round = sending.round();
  const socket = await half.promise;
  centre.clock.advance(2_000);
  assert.equal((await claimOne(centre)).interaction, second);
  await sending.recover();
  const states = async () => [
    (await stored(centre, first)).delivery.state,
    (await stored(centre, second)).delivery.state,
  ];
  assert.deepEqual(await states(), ["sending", "waiting"]);
  isOpen = true;
  socket.write("250 peer.test\r\n");
  await round;
  await sending.round();
  assert.deepEqual(await states(), ["sent", "sent"]);
  assert.equal(peer.bodies.length, 2);
});
