import assert from "node:assert/strict";
import { test } from "node:test";
import { startReceiver } from "../../testing/receiver.ts";
import { connectSmtp, openSmtp, type SmtpClient } from "../../testing/smtp-client.ts";

/** MAIL, RCPT and DATA answered; the body comes next. */
async function atData(client: SmtpClient, from = "customer@example.test"): Promise<void> {
  await client.sayAll("EHLO client.test", `MAIL FROM:<${from}>`, "RCPT TO:<support@acme.test>", "DATA");
}

test("a mail that is too large is refused when announced, and when counted", async (t) => {
  const told: unknown[] = [];
  const { port, mails } = await startReceiver(t, {
    settings: { messageBytesMax: 50_000, memoryBytesMax: 1000 },
    refused: (mailboxes, reason) => told.push([mailboxes, reason]),
  });
  const client = await openSmtp(t, port);
  await client.say("EHLO client.test");
  assert.match(await client.say("MAIL FROM:<a@example.test> SIZE=50001"), /^552 5\.3\.4 /);
  await atData(client);
  client.write(`${"x".repeat(100)}\r\n`.repeat(2000));
  client.write(".\r\n");
  assert.match(await client.reply(), /^552 5\.3\.4 /);
  await atData(client);
  client.write("small\r\n.\r\n");
  assert.match(await client.reply(), /^250 /);
  assert.equal(mails.length, 1);
  // For the ledgers of the mailboxes that it was for, where they are known.
  assert.deepEqual(told, [[["support"], "tooBig"]]);
});

test("the 101st recipient hears 452, and the first hundred get the mail", async (t) => {
  const { port, mails } = await startReceiver(t, {
    recipients: async (address) => ({ mailbox: address }),
  });
  const client = await openSmtp(t, port);
  await client.sayAll("EHLO client.test", "MAIL FROM:<a@example.test>");
  for (let count = 1; count <= 100; count += 1) {
    assert.match(await client.say(`RCPT TO:<user${count}@acme.test>`), /^250 /);
  }
  assert.match(await client.say("RCPT TO:<user101@acme.test>"), /^452 4\.5\.3 /);
  await client.say("DATA");
  client.write("x\r\n.\r\n");
  assert.match(await client.reply(), /^250 /);
  assert.equal(mails[0]?.recipients.length, 100);
});

test("more than twenty unknown recipients in a row end the session; a known one starts the count again", async (t) => {
  const { port } = await startReceiver(t);
  const client = await openSmtp(t, port);
  await client.sayAll("EHLO client.test", "MAIL FROM:<a@example.test>");
  const unknown = () => client.say("RCPT TO:<nobody@acme.test>");
  for (let count = 0; count < 20; count += 1) assert.match(await unknown(), /^550 5\.1\.1 /);
  assert.match(await client.say("RCPT TO:<support@acme.test>"), /^250 /);
  for (let count = 0; count < 20; count += 1) assert.match(await unknown(), /^550 5\.1\.1 /);
  assert.match(await unknown(), /^421 4\.7\.0 /);
  await client.closed;
});

test("a session with too many errors is ended", async (t) => {
  const { port } = await startReceiver(t, { settings: { errorsMax: 5 } });
  const client = await openSmtp(t, port);
  await client.say("EHLO client.test");
  for (let count = 0; count < 5; count += 1) assert.match(await client.say("RCPT TO:<support@acme.test>"), /^503 /);
  assert.match(await client.reply(), /^421 4\.7\.0 /);
  await client.closed;
});

test("sessions beyond the limit hear 421 at once, and there is room again when one ends", async (t) => {
  const { port } = await startReceiver(t, { settings: { sessionsMax: 2 } });
  const first = await openSmtp(t, port);
  await openSmtp(t, port);
  const third = await connectSmtp(t, port);
  assert.match(await third.reply(), /^421 4\.3\.2 /);
  await third.closed;
  await first.say("QUIT");
  await first.closed;
  let greeting = "";
  // The client can see its end of the closed connection a moment before the server sees the other.
  for (let tries = 0; tries < 50 && !greeting.startsWith("220 "); tries += 1) {
    greeting = await (await connectSmtp(t, port)).reply();
  }
  assert.match(greeting, /^220 /);
});

test("loopback has no limit per address", async (t) => {
  const { port } = await startReceiver(t, { settings: { sessionsPerAddressMax: 1, mailsPerMinuteMax: 0 } });
  const clients = await Promise.all([1, 2, 3].map(() => openSmtp(t, port)));
  for (const client of clients) await client.sayAll("EHLO client.test", "MAIL FROM:<a@example.test>");
});

test("an idle client hears 421, and so does one whose DATA takes too long; of its mail nothing is handed over", async (t) => {
  const { port, mails } = await startReceiver(t, { settings: { idleMs: 300, dataMs: 600 } });
  const idle = await openSmtp(t, port);
  const slow = await openSmtp(t, port);
  await atData(slow);
  const dripping = setInterval(() => slow.write("x\r\n"), 50);
  t.after(() => clearInterval(dripping));
  assert.match(await idle.reply(), /^421 /);
  assert.match(await slow.reply(), /^421 4\.4\.2 the message took too long/);
  clearInterval(dripping);
  await Promise.all([idle.closed, slow.closed]);
  assert.equal(mails.length, 0);
});
