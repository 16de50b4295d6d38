import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startReceiver } from "../../testing/receiver.ts";
import { openSmtp, type SmtpClient } from "../../testing/smtp-client.ts";

const toThree = [
  "LHLO relay.test",
  "MAIL FROM:<ann@customer.test>",
  ...["support@acme.test", "help@acme.test", "sales@acme.test"].map((to) => `RCPT TO:<${to}>`),
  "DATA",
];

async function replies(client: SmtpClient, count: number): Promise<readonly string[]> {
  const heard: string[] = [];
  while (heard.length < count) heard.push(await client.reply());
  return heard;
}

const lmtp = { settings: { lmtp: true } };

test("LMTP answers each recipient in turn with the interaction of its mailbox; the mail comes in once", async (t) => {
  const each = new Map([
    ["support", "S1"],
    ["sales", "S2"],
  ]);
  const { port, mails } = await startReceiver(t, { ...lmtp, accept: async () => ({ accepted: "S1", each }) });
  const client = await openSmtp(t, port);
  await client.sayAll(...toThree);
  client.write("Subject: x\r\n\r\ntext\r\n.\r\n");
  assert.deepEqual(await replies(client, 3), ["250 2.0.0 S1", "250 2.0.0 S1", "250 2.0.0 S2"]);
  assert.deepEqual(
    mails.map(({ recipients }) => recipients.map(({ mailbox }) => mailbox)),
    [["support", "sales"]],
  );
});

test("LMTP answers every RCPT that was accepted, in their order, also for an address that was named before", async (t) => {
  const each = new Map([
    ["support", "S1"],
    ["sales", "S2"],
  ]);
  const { port, mails } = await startReceiver(t, { ...lmtp, accept: async () => ({ accepted: "S1", each }) });
  const client = await openSmtp(t, port);
  await client.sayAll("LHLO relay.test", "MAIL FROM:<ann@customer.test>");
  for (const to of ["sales@acme.test", "support@acme.test", "sales@acme.test", "SUPPORT@ACME.test"])
    await client.sayAll(`RCPT TO:<${to}>`);
  await client.sayAll("DATA");
  client.write("x\r\n.\r\nNOOP\r\n");
  const expected = ["250 2.0.0 S2", "250 2.0.0 S1", "250 2.0.0 S2", "250 2.0.0 S1", "250 2.0.0 OK"];
  assert.deepEqual(await replies(client, 5), expected);
  assert.deepEqual(
    mails.map(({ recipients }) => recipients.map(({ mailbox }) => mailbox)),
    [["sales", "support"]],
  );
});

test("LMTP takes no more accepted RCPTs than recipients are allowed, whatever they name", async (t) => {
  const { port } = await startReceiver(t, { settings: { lmtp: true, recipientsMax: 2 } });
  const client = await openSmtp(t, port);
  await client.sayAll("LHLO relay.test", "MAIL FROM:<>", "RCPT TO:<support@acme.test>", "RCPT TO:<sales@acme.test>");
  assert.match(await client.say("RCPT TO:<sales@acme.test>"), /^452 4\.5\.3 /);
  await client.sayAll("DATA");
  client.write("x\r\n.\r\n");
  assert.equal((await replies(client, 2)).length, 2);
});

test("LMTP: a wrong end of data is said to each recipient, then the session ends and nothing behind it is heard", async (t) => {
  const { port, mails } = await startReceiver(t, lmtp);
  const client = await openSmtp(t, port);
  await client.sayAll(...toThree);
  client.write("x\r\n\r\ntext\n.\r\nMAIL FROM:<>\r\n.\r\nNOOP\r\n");
  for (const reply of await replies(client, 3)) assert.match(reply, /^550 5\.5\.2 /);
  await assert.rejects(client.reply(), /closed/);
  assert.deepEqual(mails, []);
});

test("LMTP: a message that is refused is one error of its session, however many recipients hear of it", async (t) => {
  const accept = async () => Promise.reject(new Error("the database is away"));
  const { port } = await startReceiver(t, { settings: { lmtp: true, errorsMax: 3 }, accept });
  const client = await openSmtp(t, port);
  await client.sayAll("LHLO relay.test");
  for (let mail = 1; mail <= 3; mail++) {
    await client.sayAll(...toThree.slice(1));
    client.write("x\r\n.\r\n");
    for (const reply of await replies(client, 3)) assert.match(reply, /^451 4\.3\.0 /, `mail ${mail}`);
  }
  assert.match(await client.reply(), /^421 4\.7\.0 /);
});

test("LMTP: an unknown recipient is refused at RCPT, and only the others are answered after the dot", async (t) => {
  const { port } = await startReceiver(t, lmtp);
  const client = await openSmtp(t, port);
  await client.sayAll("LHLO relay.test", "MAIL FROM:<>", "RCPT TO:<support@acme.test>");
  assert.match(await client.say("RCPT TO:<nobody@acme.test>"), /^550 5\.1\.1 /);
  await client.sayAll("RCPT TO:<sales@acme.test>", "DATA");
  client.write("x\r\n.\r\n");
  assert.deepEqual(await replies(client, 2), ["250 2.0.0 interaction-1", "250 2.0.0 interaction-1"]);
  assert.match(await client.say("QUIT"), /^221 /);
});

test("LMTP: our own trouble is 451 for each recipient, so the relay keeps the mail", async (t) => {
  const accept = async () => Promise.reject(new Error("the database is away"));
  const { port } = await startReceiver(t, { ...lmtp, accept });
  const client = await openSmtp(t, port);
  await client.sayAll(...toThree);
  client.write("x\r\n.\r\n");
  for (const reply of await replies(client, 3)) assert.match(reply, /^451 4\.3\.0 /);
});

test("LMTP has no HELO or EHLO, SMTP no LHLO", async (t) => {
  const client = await openSmtp(t, (await startReceiver(t, lmtp)).port);
  for (const verb of ["HELO", "EHLO"]) assert.match(await client.say(`${verb} relay.test`), /^500 /);
  const offered = (await client.say("LHLO relay.test")).split("\n").map((line) => line.slice(4).split(" ")[0]);
  for (const one of ["PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME"]) assert.ok(offered.includes(one), one);
  const other = await openSmtp(t, (await startReceiver(t)).port);
  assert.match(await other.say("LHLO relay.test"), /^500 /);
});

test("a socket that somebody answers at is not taken over", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "postroom-lmtp-"));
  const path = join(folder, "socket");
  const other = createServer().listen(path);
  t.after(async () => {
    other.close();
    await rm(folder, { recursive: true, force: true });
  });
  await assert.rejects(startReceiver(t, { ...lmtp, listen: { path } }), /EADDRINUSE/);
});

test("what is no socket is not taken away for one", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "postroom-lmtp-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "notes");
  await writeFile(path, "somebody's");
  await assert.rejects(startReceiver(t, { ...lmtp, listen: { path } }), /EADDRINUSE/);
  assert.equal(await readFile(path, "utf8"), "somebody's");
});

test("a socket in a folder that is not there is a fault of start that says so", async (t) => {
  const path = join(tmpdir(), "postroom-lmtp-nowhere", "socket");
  await assert.rejects(startReceiver(t, { ...lmtp, listen: { path } }), /ENOENT.*postroom-lmtp-nowhere/);
});
