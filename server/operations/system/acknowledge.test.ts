import assert from "node:assert/strict";
import { test } from "node:test";
import { macOf } from "../../adapters/ids/mac.ts";
import { addressWithToken } from "../../domain/mail/token.ts";
import { doneBy, drafted, load, readAndRoute, ready, receive } from "../../testing/agent-day.ts";
import { acme, type Centre, testCentre } from "../../testing/centre.ts";
import { receiveRaw } from "../../testing/received-reports.ts";
import { accept } from "../email/accept.ts";
import { send } from "../email/send.ts";

const answering = (unauthenticated = true) => ({
  ...acme,
  mailboxes: acme.mailboxes.map((one) => ({ ...one, acknowledgement: { response: "received", unauthenticated } })),
  standardResponses: [
    {
      ...{ category: "Automatic", name: "received", language: "en", subject: "We have your mail" },
      body: "<p>Dear <$ Contact.FirstName $>, thank you. <$ Interaction.Subject $></p>",
    },
  ],
});

const minuteMs = 60_000;

async function mail(centre: Centre, id: string, ...more: readonly string[]): Promise<string> {
  const headers = ["From: Evil Text <ann@customer.test>", "To: support@acme.test", "Subject: Buy cheap pills"];
  const received = await receive(centre, { headers: [...headers, `Message-ID: <${id}@customer.test>`, ...more] });
  await readAndRoute(centre);
  return received;
}

/** Every acknowledgement so far, oldest first, as it was sealed. */
async function answers(centre: Centre) {
  const { rows } = await centre.pool.query(
    `SELECT i.id, i.parent_id, i.thread_id, d.from_address, d.to_list, d.sha256, d.state FROM interactions i
     JOIN deliveries d ON d.interaction_id = i.id WHERE i.subtype = 'OutboundAcknowledgement' ORDER BY d.place`,
  );
  return Promise.all(
    rows.map(async (row) => ({ ...row, raw: Buffer.from(await centre.files.read(row.sha256)).toString() })),
  );
}

test("a mail whose Message-ID has 8-bit bytes is read, acknowledged and answered like any other", async (t) => {
  const centre = await testCentre(t, answering());
  await ready(centre, "alice");
  const id = await mail(centre, "grüße");
  assert.equal((await load(centre, id)).holder, (await centre.as("alice")).id);
  const [answer] = await answers(centre);
  assert.match(answer?.raw ?? "", /^\p{ASCII}+$/u);
  await doneBy(centre, "alice", accept, { target: id, input: { rememberAgent: false } });
  const target = await drafted(centre, "alice", id);
  await doneBy(centre, "alice", send, { target, input: { rememberAgent: false } });
  assert.equal((await load(centre, target)).delivery, "waiting");
});

test("an acknowledgement that cannot be made keeps the mail from nobody: after three tries it is offered without one", async (t) => {
  const centre = await testCentre(t, answering());
  await ready(centre, "alice");
  await centre.pool.query("UPDATE mailboxes SET name = E'no\\nheader'");
  const headers = ["From: ann@customer.test", "To: support@acme.test", "Message-ID: <p@customer.test>"];
  const id = await receive(centre, { headers });
  for (let crash = 0; crash < 3; crash++) await assert.rejects(readAndRoute(centre), /1 of 1 not read/);
  await readAndRoute(centre);
  assert.equal((await load(centre, id)).holder, (await centre.as("alice")).id);
  assert.deepEqual(await answers(centre), []);
});

test("a person's mail is acknowledged once per thread and day, sealed in the send queue, stamped, from nobody, with nothing of the sender in it", async (t) => {
  const centre = await testCentre(t, answering());
  const id = await mail(centre, "a");
  const [answer, ...rest] = await answers(centre);
  assert(answer !== undefined && rest.length === 0);
  assert.deepEqual(
    [answer.parent_id, answer.from_address, answer.to_list, answer.state],
    [id, "", ["ann@customer.test"], "waiting"],
  );
  assert.equal(answer.thread_id, (await load(centre, id)).thread);
  for (const header of [
    "Auto-Submitted: auto-replied",
    "X-Auto-Response-Suppress: All",
    "Content-Language: en",
    "In-Reply-To: <a@customer.test>",
  ]) {
    assert.ok(`\r\n${answer.raw}`.includes(`\r\n${header}\r\n`), header);
  }
  assert.match(answer.raw, /^X-Postroom-Loop: [a-z2-7]{16}\r$/m);
  assert.match(answer.raw, /^Subject: We have your mail\r$/m);
  assert.doesNotMatch(answer.raw, /^Precedence:|Evil|pills|Contact\.FirstName/m);
  centre.clock.advance(20 * minuteMs);
  const second = await mail(centre, "b", "In-Reply-To: <a@customer.test>");
  assert.equal((await answers(centre)).length, 1);
  assert.equal((await load(centre, second)).userData["_AutoReplyCount"], 1);
});

test("nobody is answered by default, nor an unproven sender where the mailbox does not say so", async (t) => {
  for (const file of [acme, answering(false)]) {
    const centre = await testCentre(t, file);
    await mail(centre, "a");
    assert.deepEqual(await answers(centre), []);
  }
});

test("where the mailbox says nothing its queue does, or the queue that the routing rules choose; the mailbox's word counts first", async (t) => {
  const file = answering();
  const named = (response: string) => ({ response, unauthenticated: true });
  const [received] = file.standardResponses;
  const then = [{ set: "queue", value: "plans" }];
  const centre = await testCentre(t, {
    ...file,
    mailboxes: [
      ...acme.mailboxes,
      { address: "billing@acme.test", name: "Billing", queue: "billing" },
      { address: "shop@acme.test", name: "Shop", queue: "billing", acknowledgement: named("shop") },
    ],
    queues: [
      ...acme.queues,
      { name: "billing", acknowledgement: named("bill") },
      { name: "plans", acknowledgement: named("plan") },
    ],
    standardResponses: ["bill", "shop", "plan"].map((name) => ({ ...received, name, subject: name })),
    rules: [{ id: "gold", if: [{ field: "header.X-Plan", value: "gold" }], then }],
  });
  const subjectOf = async (to: string, ...more: readonly string[]) => {
    const from = `${crypto.randomUUID()}@customer.test`;
    const headers = [`From: ${from}`, `To: ${to}`, `Message-ID: <${from}>`, ...more];
    const id = await receive(centre, { headers, envelopeFrom: from, mailbox: to });
    await readAndRoute(centre);
    const answer = (await answers(centre)).find(({ parent_id }) => parent_id === id);
    return /^Subject: (.*)\r$/m.exec(answer?.raw ?? "")?.[1];
  };
  assert.equal(await subjectOf("support@acme.test"), undefined);
  assert.equal(await subjectOf("billing@acme.test"), "bill");
  assert.equal(await subjectOf("shop@acme.test"), "shop");
  assert.equal(await subjectOf("support@acme.test", "X-Plan: gold"), "plan");
});

test("a stranger who answers a mail of somebody else's thread is not, whether linked or let in by its token; a colleague is", async (t) => {
  const centre = await testCentre(t, answering());
  const first = await load(centre, await mail(centre, "a"));
  const by = async (from: string, ...more: readonly string[]) => {
    centre.clock.advance(1_440 * minuteMs);
    const headers = [`From: ${from}`, `Message-ID: <${from}.${more.length}>`, "Subject: Re: Buy cheap pills", ...more];
    const id = await receive(centre, { headers, envelopeFrom: from });
    await readAndRoute(centre);
    return { id, acknowledged: (await answers(centre)).some(({ parent_id }) => parent_id === id) };
  };
  const to = "To: support@acme.test";
  const answer = [to, "In-Reply-To: <a@customer.test>"];
  const linked = await by("eve@other.test", ...answer);
  const { thread, userData } = await load(centre, linked.id);
  assert.equal(userData["ThreadFlags"], "newParticipant,linked");
  assert.notEqual(thread, first.thread);
  assert.equal(linked.acknowledged, false);
  const mac = macOf(await centre.performing.store.read((reading) => reading.centre.secret()));
  const token = `To: ${addressWithToken("support@acme.test", "c", first.thread, mac)}`;
  const joined = await by("eve@other.test", token, "Cc: mallory@other.test", "X-Other: 1");
  const joining = await load(centre, joined.id);
  assert.deepEqual([joining.thread, joining.userData["ThreadFlags"]], [first.thread, "newParticipant"]);
  assert.equal(joined.acknowledged, false);
  // Neither she nor whom she named has become one of the thread.
  const again = await by("mallory@other.test", ...answer);
  assert.equal((await load(centre, again.id)).userData["ThreadFlags"], "newParticipant,linked");
  assert.equal((await by("bob@customer.test", ...answer)).acknowledged, true);
  assert.equal((await by("eve@other.test", to)).acknowledged, true, "a matter of her own");
});

test("robots, lists and reports are not answered: each sign is enough", async (t) => {
  const centre = await testCentre(t, answering());
  const signs = [
    "Auto-Submitted: auto-generated",
    "Precedence: bulk",
    "List-Id: <x.test>",
    "X-Loop: 1",
    "X-Auto-Response-Suppress: OOF",
  ];
  for (const [index, sign] of signs.entries()) await mail(centre, `s${index}`, sign);
  assert.deepEqual(await answers(centre), []);
});

test("one sender is answered once in ten minutes and five times a day", async (t) => {
  const centre = await testCentre(t, answering());
  await mail(centre, "a");
  await mail(centre, "b");
  assert.equal((await answers(centre)).length, 1);
  for (let count = 0; count < 8; count++) {
    centre.clock.advance(11 * minuteMs);
    await mail(centre, `c${count}`);
  }
  assert.equal((await answers(centre)).length, 5);
});

/** What an answer looks like when a gateway has taken every mark away. */
const withoutMarks = (raw: string): string =>
  raw.replace(
    /^(?:Auto-Submitted|X-Auto-Response-Suppress|X-Postroom-Loop|In-Reply-To|References):.*\r\n(?:[ \t].*\r\n)*/gm,
    "",
  );

test("two_helpdesks_talking: two centres that answer each other fall silent, also when every mark is taken away", async (t) => {
  for (const strip of [(raw: string) => raw, withoutMarks]) {
    const one = await testCentre(t, answering());
    const there = {
      address: "help@other.test",
      name: "Other",
      queue: "support",
      acknowledgement: { response: "received", unauthenticated: true },
    };
    const other = await testCentre(t, { ...answering(), mailboxes: [{ ...there, aliases: ["support@acme.test"] }] });
    await receive(one, {
      headers: ["From: help@other.test", "To: support@acme.test", "Subject: Hello", "Message-ID: <first@other.test>"],
    });
    await readAndRoute(one);
    const carried = { one: 0, other: 0 };
    for (let round = 0; round < 30; round++) {
      for (const { raw } of (await answers(one)).slice(carried.one)) {
        carried.one += 1;
        await receiveIn(other, "help@other.test", strip(raw));
      }
      for (const { raw } of (await answers(other)).slice(carried.other)) {
        carried.other += 1;
        await receiveIn(one, "support@acme.test", strip(raw));
      }
      one.clock.advance(minuteMs);
      other.clock.advance(minuteMs);
    }
    assert.ok(carried.one + carried.other <= 10, `${carried.one} + ${carried.other} mails in half an hour`);
    assert.ok(carried.one >= 1);
  }
});

async function receiveIn(centre: Centre, mailbox: string, raw: string): Promise<void> {
  await receiveRaw(centre, new Uint8Array(Buffer.from(raw)), { envelopeFrom: "", mailbox });
}

test("an out-of-office robot that answers every acknowledgement is never answered again", async (t) => {
  const centre = await testCentre(t, answering());
  await mail(centre, "a");
  for (let round = 0; round < 5; round++) {
    const [answer] = (await answers(centre)).slice(-1);
    const id = /^Message-ID: (.*)\r$/im.exec(answer?.raw ?? "")?.[1] ?? "";
    await mail(centre, `ooo${round}`, "Auto-Submitted: auto-replied", `In-Reply-To: ${id}`);
    centre.clock.advance(25 * 60 * minuteMs);
  }
  assert.equal((await answers(centre)).length, 1);
});
