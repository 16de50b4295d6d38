import assert from "node:assert/strict";
import { test } from "node:test";
import { macOf } from "../../adapters/ids/mac.ts";
import { system } from "../../domain/agent/actor.ts";
import { isoTime } from "../../domain/iso-time.ts";
import { addressWithToken } from "../../domain/mail/token.ts";
import { readSome } from "../../loops/reader.ts";
import type { MessageReader } from "../../ports/mail.ts";
import { doneBy, drafted, load, owned, readAndRoute, receive } from "../../testing/agent-day.ts";
import { acme, type Centre, testCentre } from "../../testing/centre.ts";
import { complete } from "../email/complete.ts";
import { send } from "../email/send.ts";
import { performAsSystem } from "../perform.ts";
import { readMessages } from "./read-messages.ts";
import { takeMessages } from "./take-messages.ts";

type Parts = { readonly from?: string; readonly to?: string; readonly id?: string; readonly more?: readonly string[] };

const headers = ({ from = "Ann Lee <ann@customer.test>", to = "support@acme.test", id, more = [] }: Parts) => [
  ...[`From: ${from}`, `To: ${to}`, "Subject: Order 4711"],
  ...(id === undefined ? [] : [`Message-ID: <${id}>`]),
  ...more,
];

async function read(centre: Centre, parts: Parts & { readonly envelopeFrom?: string; readonly body?: string }) {
  const id = await receive(centre, { ...parts, headers: headers(parts) });
  await readAndRoute(centre);
  return load(centre, id);
}

const contactOf = (centre: Centre, id: string | undefined) =>
  centre.performing.store.read((reading) => reading.contacts.byId(id ?? ""));

test("a new sender becomes a contact, named after the display name; the next mail finds it", async (t) => {
  const centre = await testCentre(t);
  const first = await read(centre, { from: '"Lee, Ann" <Ann@Customer.test>', id: "a@customer.test" });
  const contact = await contactOf(centre, first.contact);
  assert.deepEqual([contact?.firstName, contact?.lastName, contact?.addresses], ["Ann", "Lee", ["ann@customer.test"]]);
  const second = await read(centre, { from: "somebody <ann@CUSTOMER.test>", id: "b@customer.test" });
  assert.equal(second.contact, first.contact);
  assert.notEqual(second.thread, first.thread);
});

test("mails of a new sender that are read at the same time make one contact", async (t) => {
  const centre = await testCentre(t);
  for (const id of ["a", "b", "c", "d"]) await receive(centre, { headers: headers({ id: `${id}@customer.test` }) });
  const messages = await performAsSystem(centre.performing, {
    ...{ operation: takeMessages, actor: system, input: { owner: "p1", limit: 10 } },
  });
  assert(messages.ok);
  await Promise.all(
    messages.value.map(async (message) => {
      const input = { message, read: await centre.reader.read(message.raw) };
      await performAsSystem(centre.performing, { operation: readMessages, actor: system, input: [input] });
    }),
  );
  assert.equal((await centre.pool.query("SELECT FROM contacts")).rowCount, 1);
});

test("what is read together is read as it would be one by one: senders, answers, and answers that came first", async (t) => {
  const bob = "Bob Ray <bob@customer.test>";
  const mails: readonly Parts[] = [
    { id: "first@customer.test" },
    { from: bob, id: "early@customer.test", more: ["In-Reply-To: <late@customer.test>"] },
    { id: "second@customer.test", more: ["References: <first@customer.test>"] },
    { from: "Eve <eve@stranger.example>", id: "eve@stranger.example", more: ["In-Reply-To: <first@customer.test>"] },
    { from: bob, id: "late@customer.test" },
    { from: bob, id: "third@customer.test", more: ["In-Reply-To: <second@customer.test>"] },
    { from: "no address" },
    { id: "first@customer.test", more: ["X-Again: 1"] },
  ];
  const told: unknown[] = [];
  for (const isTogether of [false, true]) {
    const centre = await testCentre(t);
    const ids: string[] = [];
    for (const [index, mail] of mails.entries())
      ids.push(
        await receive(centre, {
          headers: headers(mail),
          body: `mail ${index}`,
          envelopeFrom: `s${index}@customer.test`,
        }),
      );
    const taken = await performAsSystem(centre.performing, {
      ...{ operation: takeMessages, actor: system, input: { owner: "p1", limit: 100 } },
    });
    assert(taken.ok);
    const place = (id: string) => ids.indexOf(id);
    const inputs = await Promise.all(
      taken.value
        .toSorted((a, b) => place(a.interactions[0]?.interaction ?? "") - place(b.interactions[0]?.interaction ?? ""))
        .map(async (message) => ({ message, read: await centre.reader.read(message.raw) })),
    );
    for (const input of isTogether ? [inputs] : inputs.map((one) => [one]))
      assert.ok((await performAsSystem(centre.performing, { operation: readMessages, actor: system, input })).ok);
    const found = await Promise.all(ids.map((id) => load(centre, id)));
    const because = await Promise.all(
      ids.map((id) => centre.performing.store.read((reading) => reading.readings.of(id))),
    );
    told.push(
      found.map((one, index) => ({
        ...{ subtype: one.subtype, thread: found.findIndex(({ thread }) => thread === one.thread) },
        contact: found.findIndex(({ contact }) => contact === one.contact),
        parent: ids.indexOf(one.parent ?? ""),
        because: because[index]?.joinedBecause,
      })),
    );
  }
  assert.deepEqual(told[1], told[0]);
  const threads = JSON.parse(JSON.stringify(told[1])).map(({ thread }: { readonly thread: number }) => thread);
  assert.deepEqual(threads.slice(0, 6), [0, 1, 0, 3, 1, 0]);
});

test("an answer joins the thread of what it answers, with the answered mail as parent", async (t) => {
  const centre = await testCentre(t);
  const first = await read(centre, { id: "a@customer.test" });
  const more = ["References: <unknown@x.test> <a@Customer.TEST>"];
  const answer = await read(centre, { from: "Joe <joe@customer.test>", id: "b@customer.test", more });
  assert.deepEqual([answer.thread, answer.parent, answer.subtype], [first.thread, first.id, "InboundCustomerReply"]);
  const byInReplyTo = await read(centre, { id: "c@customer.test", more: ["In-Reply-To: <b@customer.test>"] });
  assert.deepEqual([byInReplyTo.thread, byInReplyTo.parent], [first.thread, answer.id]);
});

test("an answer to what we sent joins its thread", async (t) => {
  const centre = await testCentre(t);
  const original = await owned(centre, "alice");
  const draft = await drafted(centre, "alice", original);
  await doneBy(centre, "alice", send, { target: draft, input: { rememberAgent: false } });
  await doneBy(centre, "alice", complete, { target: original, input: { rememberAgent: false } });
  const sealed = await centre.performing.store.read((reading) => reading.deliveries.of(draft));
  const answer = await read(centre, { id: "z@customer.test", more: [`In-Reply-To: ${sealed?.delivery.messageId}`] });
  assert.deepEqual([answer.thread, answer.parent], [(await load(centre, original)).thread, draft]);
  const { rows } = await centre.pool.query("SELECT FROM deliveries WHERE interaction_id = $1", [draft]);
  assert.equal(rows.length, 1);
});

test("the order of arrival does not matter: what comes after its answers joins their thread", async (t) => {
  const centre = await testCentre(t);
  const refs = ["References: <a@customer.test> <b@customer.test>"];
  const to = "support@acme.test, ann@customer.test";
  const last = await read(centre, { from: "joe@customer.test", to, id: "c@customer.test", more: refs });
  const first = await read(centre, { id: "a@customer.test" });
  const middle = await read(centre, { id: "b@customer.test", more: ["References: <a@customer.test>"] });
  assert.deepEqual([first.thread, middle.thread], [last.thread, last.thread]);
  assert.deepEqual([last.subtype, first.subtype, middle.subtype], ["InboundNew", "InboundNew", "InboundCustomerReply"]);
  assert.deepEqual([first.parent, middle.parent], [undefined, first.id]);
});

test("two answers to a mail that never came are one thread", async (t) => {
  const centre = await testCentre(t);
  const more = ["In-Reply-To: <lost@customer.test>"];
  const one = await read(centre, { id: "a@customer.test", more });
  const two = await read(centre, { id: "b@customer.test", more });
  assert.equal(two.thread, one.thread);
  assert.equal(two.parent, undefined);
});

test("whoever only saw a Message-ID begins a thread of their own", async (t) => {
  const centre = await testCentre(t);
  const first = await read(centre, { id: "a@customer.test" });
  const more = ["References: <a@customer.test>"];
  const stranger = await read(centre, { from: "eve@stranger.test", id: "e@stranger.test", more });
  assert.notEqual(stranger.thread, first.thread);
  assert.equal(stranger.subtype, "InboundNew");
  assert.equal(stranger.userData["ThreadFlags"], "newParticipant,linked");
});

test("two buyers at one marketplace, or behind one service that hides addresses, are no colleagues", async (t) => {
  const centre = await testCentre(t);
  for (const domain of ["marketplace.amazon.de", "members.ebay.com", "privaterelay.appleid.com", "reply.wanadoo.es"]) {
    const first = await read(centre, { from: `ann@${domain}`, id: `a@${domain}` });
    const second = await read(centre, {
      from: `bob@${domain}`,
      id: `b@${domain}`,
      more: [`In-Reply-To: <a@${domain}>`],
    });
    assert.notEqual(second.thread, first.thread, domain);
    assert.notEqual(second.contact, first.contact, domain);
    assert.equal(second.userData["ThreadFlags"], "newParticipant,linked", domain);
  }
});

test("a bounce has no sender: it takes the contact of the mail that it answers, and makes none", async (t) => {
  const centre = await testCentre(t);
  const first = await read(centre, { id: "a@customer.test" });
  const bounce = await read(centre, {
    ...{ from: "Mail Delivery System <mailer-daemon@relay.test>", id: "b@relay.test", envelopeFrom: "" },
    more: ["References: <a@customer.test>"],
  });
  assert.equal(bounce.contact, first.contact);
  assert.equal((await centre.pool.query("SELECT FROM contacts")).rowCount, 1);
  const nobody = await receive(centre, { headers: ["To: support@acme.test", "Subject: ?"], envelopeFrom: "" });
  await readAndRoute(centre);
  assert.equal((await load(centre, nobody)).contact, undefined);
});

test("user data of received mail is filled as documented", async (t) => {
  const centre = await testCentre(t);
  const more = ["Date: Mon, 23 Nov 2026 10:00:00 +0000", "X-Priority: 1", "Auto-Submitted: no", "X-Other: no"];
  const { userData, contact, attachments } = await read(centre, {
    ...{ to: "Help <help@acme.test>", id: "a@customer.test" },
    more: [...more, "MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'],
    body: [
      ...["--b", "Content-Type: text/plain", "", "Hello", "--b"],
      ...[
        'Content-Type: text/csv; name="a.csv"',
        'Content-Disposition: attachment; filename="a.csv"',
        "",
        "1;2",
        "--b--",
      ],
    ].join("\r\n"),
  });
  assert.equal(attachments.length, 1);
  const at = isoTime(centre.clock.wall());
  assert.deepEqual(userData, {
    ...{ SubmittedAt: at, PlacedInQueueAt: at, Priority: 10 },
    ...{ Mailbox: "support@acme.test", To: "Help <help@acme.test>", Subject: "Order 4711", ContactId: contact },
    ...{ FromAddress: "ann@customer.test", FromPersonal: "Ann Lee", EmailAddress: "ann@customer.test" },
    ...{ FirstName: "Ann", LastName: "Lee", FullName: "Ann Lee", Origination_Source: "Email", _AutoReplyCount: 0 },
    ...{ _ContainsAttachment: "true", _AttachmentsSize: "3", _AttachmentFileNames: "a.csv" },
    "Header_Message-ID": "<a@customer.test>",
    Header_Date: "Mon, 23 Nov 2026 10:00:00 +0000",
    "Header_X-Priority": "1",
    "Header_Auto-Submitted": "no",
    "Header_MIME-Version": "1.0",
    "Header_Content-Type": 'multipart/mixed; boundary="b"',
  });
});

test("one message for two mailboxes is read once for both, each with its own mailbox and thread", async (t) => {
  const mailboxes = [...acme.mailboxes, { address: "sales@acme.test", queue: "general" }];
  const centre = await testCentre(t, { ...acme, mailboxes });
  const one = await read(centre, { id: "a@customer.test" });
  const two = await receive(centre, { headers: headers({ id: "a@customer.test" }), mailbox: "sales@acme.test" });
  await readAndRoute(centre);
  const other = await load(centre, two);
  assert.notEqual(other.thread, one.thread);
  assert.equal(other.userData["Mailbox"], "sales@acme.test");
});

test("reading twice changes nothing more", async (t) => {
  const centre = await testCentre(t);
  const id = await receive(centre);
  const taken = await performAsSystem(centre.performing, {
    ...{ operation: takeMessages, actor: system, input: { owner: "p1", limit: 1 } },
  });
  assert(taken.ok && taken.value[0] !== undefined);
  const input = { message: taken.value[0], read: await centre.reader.read(taken.value[0].raw) };
  await performAsSystem(centre.performing, { operation: readMessages, actor: system, input: [input] });
  const once = await load(centre, id);
  await performAsSystem(centre.performing, { operation: readMessages, actor: system, input: [input] });
  assert.deepEqual(await load(centre, id), once);
});

test("a message that cannot be read holds up no other, and after three tries is shown raw", async (t) => {
  const centre = await testCentre(t);
  const poison = await receive(centre, { headers: headers({ id: "poison@customer.test" }) });
  const good = await receive(centre);
  const raws: boolean[] = [];
  const reader: MessageReader = {
    async read(raw, options) {
      if ("bytes" in raw && Buffer.from(raw.bytes).includes("poison@")) {
        raws.push(options?.rawOnly ?? false);
        if (options?.rawOnly !== true) throw new Error("the thread died");
      }
      return centre.reader.read(raw, options);
    },
    stop: async () => undefined,
  };
  for (const _ of [1, 2, 3]) await assert.rejects(readSome(centre.performing, reader, centre.wake), AggregateError);
  assert.notEqual((await load(centre, good)).contact, undefined);
  await readSome(centre.performing, reader, centre.wake);
  assert.deepEqual(raws, [false, false, false, true]);
  assert.equal((await load(centre, poison)).attachments.length, 1);
});

test("a reply token joins its thread whoever writes, in any case; a stranger is flagged; forged_token_refused", async (t) => {
  const centre = await testCentre(t);
  const first = await read(centre, { id: "a@customer.test" });
  const mac = macOf(await centre.performing.store.read((reading) => reading.centre.secret()));
  const token = (by: typeof mac) => addressWithToken("support@acme.test", "c", first.thread, by)?.toUpperCase() ?? "";
  const joined = await read(centre, { from: "eve@stranger.test", to: token(mac), id: "b@stranger.test" });
  assert.deepEqual([joined.thread, joined.userData["ThreadFlags"]], [first.thread, "newParticipant"]);
  const forged = await read(centre, { from: "eve@stranger.test", to: token(macOf("other")), id: "c@stranger.test" });
  assert.notEqual(forged.thread, first.thread);
});

test("Outlook's conversation joins its participants, and links whoever else has it", async (t) => {
  const centre = await testCentre(t);
  const index = `Thread-Index: ${Buffer.from("010203040506a1b2c3d4e5f60718293a4b5c6d7e8f90", "hex").toString("base64")}`;
  const first = await read(centre, { id: "a@customer.test", more: [index] });
  const second = await read(centre, { id: "b@customer.test", more: [index] });
  assert.equal(second.thread, first.thread);
  const stranger = await read(centre, { from: "eve@stranger.test", id: "c@stranger.test", more: [index] });
  assert.notEqual(stranger.thread, first.thread);
});
