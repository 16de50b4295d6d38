import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { macOf } from "../../adapters/ids/mac.ts";
import { addressWithToken, readToken, threadOfMessageId } from "../../domain/mail/token.ts";
import { doneBy, drafted, load, owned, sent } from "../../testing/agent-day.ts";
import { acme, testCentre } from "../../testing/centre.ts";
import { deliveryReport, receiveRaw } from "../../testing/received-reports.ts";
import { openTransport } from "../../testing/relay.ts";
import { claimOne, mark, stored } from "../../testing/sending-by-hand.ts";
import { sendingBy } from "../../testing/sending-loop.ts";
import { startPeer } from "../../testing/smtp-peer.ts";
import { send } from "../email/send.ts";

/** A mail of alice at a next hop whose reply to the dot comes, or is lost. */
async function onItsWay(
  t: TestContext,
  given: { readonly bounceTag?: boolean; readonly isLost?: boolean; readonly settings?: object } = {},
) {
  const [mailbox] = acme.mailboxes;
  const mailboxes = [given.bounceTag === undefined ? mailbox : { ...mailbox, bounceTag: given.bounceTag }];
  const centre = await testCentre(t, { ...acme, mailboxes, settings: given.settings ?? {} });
  const peer = await startPeer(t, {
    extensions: ["DSN"],
    answer: (verb, _line, socket) => {
      if (verb !== "." || given.isLost !== true) return undefined;
      socket.destroy();
      return "";
    },
  });
  const id = await sent(centre, "alice");
  const { delivery } = await stored(centre, id);
  const sending = sendingBy(centre, openTransport(t, peer.port));
  await sending.round();
  const line = peer.lines.find((each) => each.startsWith("MAIL")) ?? "";
  const sender = /<(.*)>/.exec(line)?.[1] ?? "";
  const mac = macOf(await centre.performing.store.read((reading) => reading.centre.secret()));
  const state = async () => {
    const { state, delivery: shown, shelf } = await load(centre, id);
    return [state, shown, shelf?.name];
  };
  return { centre, id, sender, line, mac, delivery, state, peer, sending };
}

const anonymous = (recipient: string) =>
  Buffer.from(
    [
      ...["From: mailer-daemon@relay.test", "To: somebody@acme.test", "Subject: failure notice"],
      ...["Message-ID: <n1@relay.test>", "", `<${recipient}>:`, "550 5.1.1 no such user", ""],
    ].join("\r\n"),
  );

test("an agent's mail leaves with a token in its envelope sender, and asks for reports that name it", async (t) => {
  const { centre, id, sender, line, mac, delivery } = await onItsWay(t);
  assert.match(sender, /^support\+b\.[^@]+@acme\.test$/);
  assert.deepEqual(readToken(sender, mac), { kind: "b", id, isRight: true });
  assert.match(line, new RegExp(`RET=HDRS ENVID=${id}$`));
  assert.equal(threadOfMessageId(delivery.messageId, mac), (await load(centre, id)).thread);
  const out = await centre.performing.store.read((reading) => reading.mailLedger.lastSent("support@acme.test"));
  assert.ok(out !== undefined, "the mailbox's last mail out is known");
});

test("a bounce that names neither id nor subject finds its mail by the token alone, and is verified", async (t) => {
  const { centre, id, sender } = await onItsWay(t);
  const report = await receiveRaw(centre, anonymous("ann@customer.test"), { recipient: sender });
  assert.deepEqual([(await load(centre, report)).parent, (await load(centre, report)).subtype], [id, "InboundNDR"]);
  const reading = await centre.performing.store.read((one) => one.readings.of(report));
  assert.deepEqual([reading?.report?.rule, reading?.report?.isVerified], ["bounceToken", true]);
});

const away = (id: string, ...headers: readonly string[]) =>
  Buffer.from(
    [
      ...["From: Ann Lee <ann@customer.test>", "To: support@acme.test", `Message-ID: <${id}@customer.test>`],
      ...[...headers, "", "I am away until Monday.", ""],
    ].join("\r\n"),
  );

test("an automatic answer to our envelope's sender lies in its thread, whatever it leaves out; a forged token brings it nowhere", async (t) => {
  const { centre, id, sender } = await onItsWay(t);
  const { thread } = await load(centre, id);
  const forged = sender.replace(/.(?=@)/, (last) => (last === "a" ? "b" : "a"));
  const answers = [
    away("o1", "Subject: Out of office", "Auto-Submitted: auto-replied"),
    away("o2", "Subject: away from my mail", "Precedence: junk"),
    away("o3", "Subject: Ticket received", "X-Autoreply: yes"),
  ];
  const of = (one: string) => centre.performing.store.read((each) => each.readings.of(one));
  for (const [index, raw] of answers.entries()) {
    const answer = await receiveRaw(centre, raw, { recipient: sender.toLowerCase() });
    const { state, thread: joined, parent } = await load(centre, answer);
    assert.deepEqual([state, joined, parent], ["Completed", thread, id], `answer ${index}`);
    assert.equal((await of(answer))?.joinedBecause?.rule, "bounceToken");
  }
  const apart = await receiveRaw(centre, away("o4", "Subject: Away", "X-Autoreply: yes"), { recipient: forged });
  assert.equal((await of(apart))?.parkedBecause, "autoreply-ooo-without-thread");
  assert.deepEqual(await centre.performing.store.read((each) => each.readings.reportsOn(id)), []);
});

test("a mailbox of an international domain sends, and its Message-ID is 7-bit", async (t) => {
  const mailboxes = [{ address: "hallo@büro.test", name: "Büro", queue: "support" }];
  const centre = await testCentre(t, { ...acme, mailboxes });
  const id = await drafted(centre, "alice", await owned(centre, "alice", { mailbox: "hallo@büro.test" }));
  await doneBy(centre, "alice", send, { target: id, input: { rememberAgent: false } });
  const { rows } = await centre.pool.query("SELECT message_id FROM deliveries WHERE interaction_id = $1", [id]);
  assert.match(rows[0].message_id, /@xn--bro-hoa\.test>$/);
});

test("a mailbox with bounceTag off sends as itself", async (t) => {
  const { sender } = await onItsWay(t, { bounceTag: false });
  assert.equal(sender, "support@acme.test");
});

test("what is unknown is settled by a bounce with the right token before anybody is asked, and a forged token settles nothing", async (t) => {
  const { centre, sender, state } = await onItsWay(t, { isLost: true });
  assert.deepEqual(await state(), ["InWorkbin", "unknown", "failed"]);
  const forged = sender.replace(/.(?=@)/, (last) => (last === "a" ? "b" : "a"));
  await receiveRaw(centre, anonymous("ann@customer.test"), { recipient: forged });
  assert.deepEqual(await state(), ["InWorkbin", "unknown", "failed"], "forged_token_refused");
  const late = deliveryReport({
    ...{ messageId: "<other@relay.test>", recipient: "ann@customer.test" },
    ...{ action: "delayed", status: "4.4.1", text: "no answer" },
  });
  await receiveRaw(centre, late, { recipient: sender });
  assert.deepEqual((await state()).slice(0, 2), ["Sent", "sent"]);
});

const answer = (references: string, from = "ann@customer.test") =>
  Buffer.from(
    [
      ...[`From: Ann Lee <${from}>`, "To: support@acme.test", "Subject: Re: Order 4711"],
      ...[`Message-ID: <${references.length}@customer.test>`, `In-Reply-To: ${references}`, "", "Thanks!", ""],
    ].join("\r\n"),
  );

test("what is unknown is settled by a reply that names it, and the history says why", async (t) => {
  const { centre, id, delivery, state } = await onItsWay(t, { isLost: true });
  const about = { envelopeFrom: "ann@customer.test" };
  await receiveRaw(centre, answer("<c.guessed.0.aaaaaaaaaaaaaaaa@acme.test>"), about);
  assert.deepEqual((await state())[1], "unknown");
  await receiveRaw(centre, answer(delivery.messageId), about);
  assert.deepEqual((await state()).slice(0, 2), ["Sent", "sent"]);
  const { attempts } = await stored(centre, id);
  assert.match(attempts.at(-1)?.text ?? "", /^a reply names it: <c\./);
});

test("what would go again by itself goes no more once a verified report is about it, by its Message-ID or by our token", async (t) => {
  for (const isByToken of [false, true]) {
    const settings = { sendUnknownPolicy: "resend", sendRetry: [60, 60, 60] };
    const { centre, id, delivery, sender, state, peer, sending } = await onItsWay(t, { isLost: true, settings });
    assert.deepEqual((await state()).slice(0, 2), ["Sent", "retrying"]);
    const forged = deliveryReport({ messageId: delivery.messageId, recipient: "somebody@else.test" });
    await receiveRaw(centre, forged);
    assert.deepEqual((await state())[1], "retrying", "an unverified report changes nothing");
    const report = {
      messageId: delivery.messageId,
      recipient: "ann@customer.test",
      action: "delivered",
      status: "2.0.0",
    };
    if (isByToken) await receiveRaw(centre, anonymous("ann@customer.test"), { recipient: sender });
    else await receiveRaw(centre, deliveryReport({ ...report, text: "250 ok" }));
    assert.deepEqual((await state()).slice(0, 2), ["Sent", "sent"]);
    centre.clock.advance(86_400_000);
    await sending.round();
    assert.equal(peer.lines.filter((line) => line === "DATA").length, 1);
    assert.match((await stored(centre, id)).attempts.at(-1)?.text ?? "", /^a verified report names it: /);
  }
});

test("what would go again by itself goes no more once a reply names it, however the reply came into its thread", async (t) => {
  for (const isByToken of [false, true]) {
    const resending = { sendUnknownPolicy: "resend", sendRetry: [60, 60, 60] };
    const { centre, id, delivery, state, peer, sending, mac } = await onItsWay(t, {
      isLost: true,
      settings: resending,
    });
    assert.deepEqual((await state()).slice(0, 2), ["Sent", "retrying"]);
    const token = addressWithToken("support@acme.test", "c", (await load(centre, id)).thread, mac) ?? "";
    const about = { envelopeFrom: "ann@customer.test", ...(isByToken ? { recipient: token } : {}) };
    const bodies = () => peer.lines.filter((line) => line === "DATA").length;
    if (!isByToken) {
      centre.clock.advance(60_000);
      await sending.round();
      assert.equal(bodies(), 2, "without a reply it does go again");
    }
    const before = bodies();
    const reply = await receiveRaw(centre, answer(delivery.messageId), about);
    const reading = await centre.performing.store.read((one) => one.readings.of(reply));
    assert.equal(reading?.joinedBecause?.rule, isByToken ? "token" : "inReplyTo");
    assert.deepEqual((await state()).slice(0, 2), ["Sent", "sent"]);
    centre.clock.advance(86_400_000);
    await sending.round();
    assert.equal(bodies(), before);
    const { attempts } = await stored(centre, id);
    assert.match(attempts.at(-1)?.text ?? "", /^a reply names it: <c\./);
    const { rows } = await centre.pool.query("SELECT event ->> 'note' AS note FROM outbox ORDER BY id DESC LIMIT 20");
    assert.ok(
      rows.some(({ note }) => /^a reply names it/.test(note ?? "")),
      "the history says why",
    );
  }
});

test("a claim that has not come to its mark is settled too, and its owner writes no dot", async (t) => {
  const { centre, delivery, state } = await resending(t);
  const second = await claimOne(centre);
  await receiveRaw(centre, answer(delivery.messageId), { envelopeFrom: "ann@customer.test" });
  assert.deepEqual((await state()).slice(0, 2), ["Sent", "sent"]);
  assert.equal(await mark(centre, second), false);
});

test("a reply settles nothing when it names what was sealed before, or comes from somebody who had the mail already", async (t) => {
  const { centre, id, delivery, state } = await resending(t);
  await centre.pool.query("UPDATE deliveries SET message_id = '<written-anew@acme.test>'");
  await receiveRaw(centre, answer(delivery.messageId), { envelopeFrom: "ann@customer.test" });
  assert.equal((await state())[1], "retrying");
  await centre.pool.query("UPDATE deliveries SET message_id = $1, is_sent = true, to_list = '{joe@customer.test}'", [
    delivery.messageId,
  ]);
  await receiveRaw(centre, answer(` ${delivery.messageId}`), { envelopeFrom: "ann@customer.test" });
  assert.equal((await stored(centre, id)).delivery.state, "retrying", "ann had it before joe was put off");
  const joe = answer(`  ${delivery.messageId}`, "joe@customer.test");
  await receiveRaw(centre, joe, { envelopeFrom: "joe@customer.test" });
  assert.equal((await stored(centre, id)).delivery.state, "sent");
});

/** Its reply was lost, and it waits to go again. */
async function resending(t: TestContext) {
  const settings = { sendUnknownPolicy: "resend", sendRetry: [60, 60] };
  const sending = await onItsWay(t, { isLost: true, settings });
  sending.centre.clock.advance(60_000);
  return sending;
}
