import assert from "node:assert/strict";
import { test } from "node:test";
import { isoTime } from "../../domain/iso-time.ts";
import { createGather } from "../../loops/gather.ts";
import { incoming, load, readAndRoute, receive, takeIn } from "../../testing/agent-day.ts";
import { acme, type Centre, testCentre } from "../../testing/centre.ts";
import type { IncomingMail, Received } from "./take-in.ts";

const withSales = {
  ...acme,
  mailboxes: [...acme.mailboxes, { address: "sales@acme.test", name: "Acme Sales", queue: "general" }],
};
const headers = (id: string | undefined, subject = "Order 4711") => [
  ...["From: Ann Lee <ann@customer.test>", "To: support@acme.test", `Subject: ${subject}`],
  ...(id === undefined ? [] : [`Message-ID: <${id}@customer.test>`]),
];
const count = async (centre: Centre): Promise<number> =>
  (await centre.pool.query("SELECT count(*) AS count FROM interactions")).rows[0].count;
const mailboxId = async (centre: Centre, address: string): Promise<string> =>
  (await centre.pool.query("SELECT id FROM mailboxes WHERE address = $1", [address])).rows[0].id;

test("a mail becomes one queued interaction with its message, at once and whole", async (t) => {
  const centre = await testCentre(t);
  const mail = await incoming(centre, { headers: headers("m1") });
  const [received] = await takeIn(centre, [mail]);
  assert.equal(received?.isRepeat, false);
  const interaction = await load(centre, received.interaction);
  const at = isoTime(centre.clock.wall());
  assert.deepEqual(
    [interaction.state, interaction.version, interaction.subtype, interaction.userData],
    ["Queued", 1, "InboundNew", { Mailbox: "support@acme.test", SubmittedAt: at, PlacedInQueueAt: at, Priority: 10 }],
  );
  assert.deepEqual(interaction.position, { priority: 10, enqueuedAt: centre.clock.steady() });
  const message = await centre.performing.store.read((reading) => reading.messages.byInteraction(interaction.id));
  assert.deepEqual(
    message && "bytes" in message.raw && Buffer.from(message.raw.bytes),
    "bytes" in mail.raw && mail.raw.bytes,
  );
});

test("the same mail again makes nothing new, within 30 days", async (t) => {
  const centre = await testCentre(t);
  const mail = await incoming(centre, { headers: headers("m1") });
  const [first] = await takeIn(centre, [mail]);
  centre.clock.advance(30 * 86_400_000 - 1);
  const [again] = await takeIn(centre, [{ ...mail, receivedAt: centre.clock.wall() }]);
  assert.deepEqual([again?.interaction, again?.isRepeat], [first?.interaction, true]);
  centre.clock.advance(1);
  const [later] = await takeIn(centre, [{ ...mail, receivedAt: centre.clock.wall() }]);
  assert.equal(later?.isRepeat, false);
  assert.equal(await count(centre), 2);
});

test("each mail of a batch keeps its own bytes, whatever they are and wherever they lie", async (t) => {
  const centre = await testCentre(t);
  const raws: readonly IncomingMail["raw"][] = [
    { bytes: Buffer.from([0, 255, 92, 34, 13, 10]) },
    await centre.performing.world.files.put(Buffer.alloc(300_000, "x")),
    { bytes: new Uint8Array(0) },
    { bytes: Buffer.from("Subject: last\r\n\r\nÄ\r\n") },
  ];
  const mails = await Promise.all(raws.map(async (raw) => ({ ...(await incoming(centre)), raw })));
  for (const [place, { interaction }] of (await takeIn(centre, mails)).entries()) {
    const message = await centre.performing.store.read((reading) => reading.messages.byInteraction(interaction));
    const kept =
      message !== undefined && "bytes" in message.raw ? { bytes: Buffer.from(message.raw.bytes) } : message?.raw;
    const given = raws[place];
    assert.deepEqual(kept, given !== undefined && "bytes" in given ? { bytes: Buffer.from(given.bytes) } : given);
  }
});

test("the same mail twice in one batch makes one interaction", async (t) => {
  const centre = await testCentre(t);
  const mail = await incoming(centre, { headers: headers("m1") });
  const received = await takeIn(centre, [mail, mail]);
  assert.deepEqual(
    received.map((one) => one.isRepeat),
    [false, true],
  );
  assert.equal(new Set(received.map((one) => one.interaction)).size, 1);
});

test("a reused Message-ID with other content never suppresses a mail", async (t) => {
  const centre = await testCentre(t);
  await takeIn(centre, [await incoming(centre, { headers: headers("m1"), body: "one" })]);
  const others = [
    await incoming(centre, { headers: headers("m1"), body: "two" }),
    await incoming(centre, { headers: headers("m1", "Another"), body: "one" }),
  ];
  assert.deepEqual(
    (await takeIn(centre, others)).map((one) => one.isRepeat),
    [false, false],
  );
});

test("without a Message-ID the envelope's sender must agree too, and only for a day", async (t) => {
  const centre = await testCentre(t);
  const mail = await incoming(centre, { headers: headers(undefined) });
  const isRepeat = async (one: IncomingMail) =>
    (await takeIn(centre, [{ ...one, receivedAt: centre.clock.wall() }]))[0]?.isRepeat;
  assert.equal(await isRepeat(mail), false);
  assert.equal(await isRepeat(mail), true);
  assert.equal(await isRepeat({ ...mail, envelopeFrom: "other@customer.test" }), false);
  centre.clock.advance(86_400_000);
  assert.equal(await isRepeat(mail), false);
});

test("same_mail_to_two_own_mailboxes: two mailboxes make two interactions of one message, two aliases of one mailbox make one", async (t) => {
  const centre = await testCentre(t, withSales);
  const mail = await incoming(centre, { headers: headers("m1") });
  const support = await mailboxId(centre, "support@acme.test");
  const sales = await mailboxId(centre, "sales@acme.test");
  await takeIn(centre, [
    {
      ...mail,
      recipients: [
        { mailbox: support, address: "support@acme.test" },
        { mailbox: sales, address: "sales@acme.test" },
        { mailbox: support, address: "help@acme.test" },
      ],
    },
  ]);
  const { rows } = await centre.pool.query(
    "SELECT m.address, mi.recipient FROM message_interactions mi JOIN mailboxes m ON m.id = mi.mailbox_id ORDER BY 1",
  );
  assert.deepEqual(rows, [
    { address: "sales@acme.test", recipient: "sales@acme.test" },
    { address: "support@acme.test", recipient: "support@acme.test" },
  ]);
  assert.equal((await centre.pool.query("SELECT FROM messages")).rowCount, 1);
});

test("a mail that one of two mailboxes has already is new for the other alone", async (t) => {
  const centre = await testCentre(t, withSales);
  const mail = await incoming(centre, { headers: headers("m1") });
  const [first] = await takeIn(centre, [mail]);
  const sales = { mailbox: await mailboxId(centre, "sales@acme.test"), address: "sales@acme.test" };
  const [second] = await takeIn(centre, [{ ...mail, recipients: [...mail.recipients, sales] }]);
  assert.equal(second?.isRepeat, false);
  assert.notEqual(second.interaction, first?.interaction);
  assert.equal((await load(centre, second.interaction)).userData["Mailbox"], "sales@acme.test");
  assert.equal(await count(centre), 2);
});

test("the same mail on many connections at once makes one interaction", async (t) => {
  const centre = await testCentre(t);
  const mail = await incoming(centre, { headers: headers("m1") });
  const all = await Promise.all(Array.from({ length: 12 }, () => takeIn(centre, [mail])));
  const flat = all.flat();
  assert.equal(flat.filter((one) => !one.isRepeat).length, 1);
  assert.equal(new Set(flat.map((one) => one.interaction)).size, 1);
  assert.equal(await count(centre), 1);
});

test("a poison mail fails alone: the rest of its batch is taken, once", async (t) => {
  const centre = await testCentre(t);
  const mails = await Promise.all(["m1", "m2", "m3"].map((id) => incoming(centre, { headers: headers(id) })));
  const poison = { ...(await incoming(centre)), recipients: [{ mailbox: "no such mailbox", address: "x@acme.test" }] };
  const gather = createGather<IncomingMail, Received>((batch) => takeIn(centre, batch), { batchMax: 100 });
  const results = await Promise.allSettled([...mails, poison].map((mail) => gather.add(mail)));
  assert.deepEqual(
    results.map((result) => result.status),
    ["fulfilled", "fulfilled", "fulfilled", "rejected"],
  );
  assert.equal(await count(centre), 3);
});

test("ids, addresses and subjects without end are taken and read like any other", async (t) => {
  const centre = await testCentre(t);
  const long = "x".repeat(60_000);
  const id = await receive(centre, {
    headers: [
      ...[`From: ${long}@customer.test`, `To: support@acme.test, ${long}@customer.test`, `Subject: ${long}`],
      ...[`Message-ID: <${long}@customer.test>`, `References: <${long}1@customer.test>`],
    ],
    envelopeFrom: `${long}@customer.test`,
  });
  await readAndRoute(centre);
  const answer = await receive(centre, {
    headers: ["From: ann@customer.test", `In-Reply-To: <${long}@customer.test>`],
  });
  await readAndRoute(centre);
  assert.equal((await load(centre, id)).contact, undefined);
  assert.equal((await load(centre, answer)).userData["ThreadFlags"], "newParticipant,linked");
});

test("hostile text is kept as far as the database can: NUL and lone surrogates become the replacement character", async (t) => {
  const centre = await testCentre(t);
  const mail = await incoming(centre, { headers: headers("m1") });
  const [received] = await takeIn(centre, [
    {
      ...mail,
      subject: "a\0b\ud800c\\u0000 \\ud800",
      from: { name: "\0", address: "ann@customer.test" },
      envelopeFrom: "an\0n@customer.test",
      session: { helo: "x\0y" },
    },
  ]);
  const { content } = await load(centre, received?.interaction ?? "");
  const stored = await centre.performing.store.read((reading) => reading.interactions.content(content));
  assert.equal(stored?.subject, "a\ufffdb\ufffdc\\u0000 \\ud800");
  assert.equal(stored?.from?.name, "\ufffd");
});
