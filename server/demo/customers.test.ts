import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { type CatchAll, type CaughtMail, startCatchAll } from "./catch-all.ts";
import { type CustomersOptions, startCustomers } from "./customers.ts";
import { readDemoMails } from "./demo-mails.ts";
import { type Field, headerValue, idsIn, splitMessage } from "./headers.ts";
import { createReplay } from "./replay.ts";

const mails = readDemoMails("larkspur.test");

test("every demo mail has a recipient in the demo's domain and a sender, unless it is an automatic reply", () => {
  assert.ok(mails.length >= 34);
  for (const { name, envelope } of mails) {
    assert.ok(envelope.to.length > 0, name);
    assert.equal(envelope.from === "", name.includes("out-of-office"), name);
  }
});

test("customers write the mails again and again, each time with an id of its own and inside its own thread", async (t) => {
  const some = mails.filter(({ name }) => /demo-(01|3[1-4])-/.test(name));
  const server = await started(t);
  const twice = caught(server, some.length * 2);
  customers(t, server, { mails: some, burst: some.length * 2, everyMs: 60_000 });
  const taken = await twice;

  assert.equal(new Set(taken.map(({ messageId }) => messageId)).size, taken.length);
  for (const round of [taken.slice(0, some.length), taken.slice(some.length)]) {
    const ids = new Set(round.map(({ messageId }) => messageId));
    const replies = round.filter(({ subject }) => subject.startsWith("Re: Front light"));
    assert.equal(replies.length, 3);
    for (const reply of replies) for (const id of references(reply)) assert.ok(ids.has(id), id);
  }
});

test("renewing a mail changes its date and ids only", () => {
  const { renew } = createReplay("m1");
  const at = new Date("2027-01-02T03:04:05Z");
  const changing = new Set(["date", "message-id", "references", "in-reply-to"]);
  for (const mail of mails) {
    const [old, renewed] = [splitMessage(mail.raw), splitMessage(renew(mail.raw, at))];
    const kept = ({ fields }: typeof old) =>
      fields.filter(({ name }) => !changing.has(name.toLowerCase())).map(squeezed);
    assert.deepEqual(renewed.body, old.body, mail.name);
    assert.deepEqual(kept(renewed), kept(old), mail.name);
    assert.equal(headerValue(renewed.fields, "date"), "Sat, 02 Jan 2027 03:04:05 +0000");
    assert.match(headerValue(renewed.fields, "message-id"), /\.m1@/, mail.name);
  }
});

test("after the first burst mails come one by one", async (t) => {
  const server = await started(t);
  const third = caught(server, 3);
  const from = performance.now();
  customers(t, server, { mails, burst: 2, everyMs: 80 });
  await third;
  assert.ok(performance.now() - from >= 80);
});

test("a mail that the server could not take is written again", async (t) => {
  const closed = await startCatchAll();
  await closed.stop();
  const failed = Promise.withResolvers<string>();
  const writer = startCustomers({
    smtp: closed,
    mails,
    everyMs: 20,
    onDelivery: (_name, { kind }) => failed.resolve(kind),
  });
  t.after(writer.stop);
  assert.equal(await failed.promise, "later");
  const server = await startCatchAll({ port: closed.port });
  t.after(server.stop);
  const [first] = await caught(server, 1);
  assert.equal(first?.subject, "Order 4711 has not arrived");
});

test("a customer answers an agent's mail in the thread, at most twice", async (t) => {
  const server = await started(t);
  const writer = customers(t, server, { mails: [], answerAfterMs: 1 });
  const reply = (id: string) => ({
    envelope: { from: "help@larkspur.test", to: ["juergen.groesser@kunde.test"] },
    raw: Buffer.from(
      `From: Larkspur Support <help@larkspur.test>\r\nTo: Jo <juergen.groesser@kunde.test>\r\nSubject: Re: =?utf-8?Q?R=C3=BCckfrage?=\r\nMessage-ID: ${id}\r\nReferences: <first@kunde.test>\r\n\r\nHallo\r\n`,
    ),
  });
  for (const id of ["<one@larkspur.test>", "<two@larkspur.test>", "<three@larkspur.test>"]) {
    const next = id.includes("three") ? undefined : caught(server, 1);
    writer.read(reply(id));
    const [answer] = (await next) ?? [];
    if (answer === undefined) continue;
    assert.deepEqual(answer.envelope, { from: "juergen.groesser@kunde.test", to: ["help@larkspur.test"] });
    assert.equal(answer.subject, "Re: Rückfrage");
    assert.deepEqual(references(answer), ["<first@kunde.test>", id]);
    assert.match(Buffer.from(splitMessage(answer.raw).body.toString(), "base64").toString(), /Dank|Grüße/);
  }
  await writer.stop();
  assert.equal(server.mails().length, 2);
});

test("nobody answers an automatic mail", async (t) => {
  const server = await started(t);
  const writer = customers(t, server, { mails: [], answerAfterMs: 1 });
  const raw = Buffer.from(
    "From: a@larkspur.test\r\nTo: b@x.test\r\nMessage-ID: <1@larkspur.test>\r\nAuto-Submitted: auto-replied\r\n\r\nHi\r\n",
  );
  writer.read({ envelope: { from: "", to: ["b@x.test"] }, raw });
  await writer.stop();
  assert.equal(server.mails().length, 0);
});

async function started(t: TestContext): Promise<CatchAll> {
  const server = await startCatchAll();
  t.after(server.stop);
  return server;
}

function customers(t: TestContext, smtp: CatchAll, options: Omit<CustomersOptions, "smtp">) {
  const writer = startCustomers({ smtp, ...options });
  t.after(writer.stop);
  return writer;
}

/** The next `count` mails. */
function caught(server: CatchAll, count: number): Promise<CaughtMail[]> {
  const taken: CaughtMail[] = [];
  return new Promise((resolve) => {
    const off = server.on((mail) => {
      taken.push(mail);
      if (taken.length < count) return;
      off();
      resolve(taken);
    });
  });
}

/** White space at folds does not count. */
function squeezed({ name, value }: Field): string {
  return `${name}: ${value.replace(/\s+/g, " ")}`;
}

function references({ raw }: CaughtMail): readonly string[] {
  return idsIn(headerValue(splitMessage(raw).fields, "references"));
}
