import assert from "node:assert/strict";
import { test } from "node:test";
import { testCertificate } from "../../testing/certificate.ts";
import { startReceiver } from "../../testing/receiver.ts";
import { openSmtp, type SmtpClient } from "../../testing/smtp-client.ts";

/** MAIL, RCPT and DATA answered; the body comes next. */
async function atData(client: SmtpClient, from = "customer@example.test"): Promise<void> {
  await client.sayAll("EHLO client.test", `MAIL FROM:<${from}>`, "RCPT TO:<support@acme.test>", "DATA");
}

test("a mail is handed over byte for byte with its envelope and session, and answered with what accept says", async (t) => {
  const { port, mails } = await startReceiver(t);
  const client = await openSmtp(t, port);
  await client.sayAll(
    "EHLO client.test",
    "MAIL FROM:<customer@example.test> SIZE=100 BODY=8BITMIME",
    "RCPT TO:<Support@ACME.test>",
    "RCPT TO:<help@acme.test>",
    "RCPT TO:<sales+c.1.2@acme.test>",
    "DATA",
  );
  client.write("Subject: hello\r\n\r\nline\r\n..stuffed\r\n..\r\n.\r\n");
  assert.equal(await client.reply(), "250 2.0.0 interaction-1");
  const [mail] = mails;
  assert.equal(mail?.bytes, "Subject: hello\r\n\r\nline\r\n.stuffed\r\n.\r\n");
  assert.equal(mail?.from, "customer@example.test");
  assert.deepEqual(mail?.recipients, [
    { mailbox: "support", address: "Support@ACME.test" },
    { mailbox: "sales", address: "sales+c.1.2@acme.test" },
  ]);
  assert.equal(mail?.bareLineEnds, false);
  const facts = { remoteAddress: "127.0.0.1", helo: "client.test", tls: undefined, esmtp: true, smtpUtf8: false };
  assert.deepEqual(mail?.session, facts);
  assert.ok(Math.abs((mail?.receivedAt ?? 0) - Date.now()) < 10_000);
});

test("EHLO offers exactly what we do", async (t) => {
  const { port } = await startReceiver(t, { settings: { messageBytesMax: 5000 } });
  const client = await openSmtp(t, port);
  const offered = (await client.say("EHLO client.test")).split("\n").slice(1);
  assert.deepEqual(offered, [
    "250-PIPELINING",
    "250-8BITMIME",
    "250-SMTPUTF8",
    "250-ENHANCEDSTATUSCODES",
    "250 SIZE 5000",
  ]);
});

test("a null sender, SMTPUTF8, HELO and two mails in one session are taken", async (t) => {
  const { port, mails } = await startReceiver(t);
  const client = await openSmtp(t, port);
  await client.sayAll("HELO old.test", "MAIL FROM:<>", "RCPT TO:<support@acme.test>", "DATA");
  client.write(".\r\n");
  assert.match(await client.reply(), /^250 /);
  await client.sayAll(
    "EHLO new.test",
    "MAIL FROM:<jürgen@example.test> SMTPUTF8",
    "RCPT TO:<support@acme.test>",
    "DATA",
  );
  client.write("x\r\n.\r\n");
  assert.match(await client.reply(), /^250 2\.0\.0 interaction-2$/);
  assert.deepEqual(
    mails.map(({ from, bytes, session }) => [from, bytes, session.esmtp, session.smtpUtf8]),
    [
      ["", "", false, false],
      ["jürgen@example.test", "x\r\n", true, true],
    ],
  );
});

test("pipelined commands, body and the next mail in one packet are all answered", async (t) => {
  const { port, mails } = await startReceiver(t);
  const client = await openSmtp(t, port);
  await client.say("EHLO client.test");
  const one = "MAIL FROM:<a@example.test>\r\nRCPT TO:<support@acme.test>\r\nDATA\r\nx\r\n.\r\n";
  client.write(`${one}${one}QUIT\r\n`);
  const replies: string[] = [];
  for (let count = 0; count < 9; count += 1) replies.push((await client.reply()).slice(0, 3));
  assert.deepEqual(replies, ["250", "250", "354", "250", "250", "250", "354", "250", "221"]);
  assert.equal(mails.length, 2);
});

test("a mail above the memory limit goes to the file store, and is the same bytes there", async (t) => {
  const { port, mails, files } = await startReceiver(t, { settings: { memoryBytesMax: 10_000 } });
  const client = await openSmtp(t, port);
  const body = "0123456789abcde\r\n".repeat(20_000);
  await atData(client);
  client.write(`${body}.\r\n`);
  assert.match(await client.reply(), /^250 /);
  const [mail] = mails;
  assert.equal(mail?.bytes, "");
  assert.equal(Buffer.from(await files.read(mail?.stored ?? "")).toString(), body);
});

test("unknown users, relaying in every syntax and broken addresses are refused at RCPT", async (t) => {
  const { port } = await startReceiver(t);
  const client = await openSmtp(t, port);
  await client.sayAll("EHLO client.test", "MAIL FROM:<a@example.test>");
  const answers = {
    "<nobody@acme.test>": /^550 5\.1\.1 /,
    "<support%other.test@acme.test>": /^550 5\.1\.1 /,
    "<other.test!support@acme.test>": /^550 5\.1\.1 /,
    "<victim@other.test>": /^554 5\.7\.1 /,
    "<@acme.test:victim@other.test>": /^554 5\.7\.1 /,
    "<support@[127.0.0.1]>": /^554 5\.7\.1 /,
    '<"victim@other.test"@acme.test>': /^501 /,
    "<victim@other.test@acme.test>": /^501 /,
    "<>": /^501 /,
    "support@acme.test": /^501 /,
  };
  for (const [address, answer] of Object.entries(answers)) assert.match(await client.say(`RCPT TO:${address}`), answer);
  assert.match(await client.say("DATA"), /^503 /);
});

test("a broken recipient check, capacity check or commit is our trouble: 451, and the sender keeps the mail", async (t) => {
  let trouble = "recipients";
  const fail = (where: string) => {
    if (trouble === where) throw new Error("the database is away");
  };
  const { port } = await startReceiver(t, {
    recipients: async () => {
      fail("recipients");
      return { mailbox: "support" };
    },
    capacity: async () => {
      fail("capacity");
      return "ok";
    },
    accept: async () => {
      fail("accept");
      return { accepted: "I1" };
    },
  });
  const client = await openSmtp(t, port);
  await client.sayAll("EHLO client.test", "MAIL FROM:<a@example.test>");
  assert.match(await client.say("RCPT TO:<support@acme.test>"), /^451 4\.3\.0 /);
  trouble = "capacity";
  await client.say("RSET");
  assert.match(await client.say("MAIL FROM:<a@example.test>"), /^451 4\.3\.0 /);
  trouble = "accept";
  await atData(client);
  client.write("x\r\n.\r\n");
  assert.match(await client.reply(), /^451 4\.3\.0 /);
  trouble = "";
  await atData(client);
  client.write("x\r\n.\r\n");
  assert.equal(await client.reply(), "250 2.0.0 I1");
});

test("no space, a backlog and a flooding sender are said at MAIL", async (t) => {
  const capacities = ["disk", "backlog", "sender", "ok"] as const;
  let asked = 0;
  const { port } = await startReceiver(t, { capacity: async () => capacities[asked++] ?? "ok" });
  const client = await openSmtp(t, port);
  await client.say("EHLO client.test");
  for (const answer of [/^452 4\.3\.1 no space/, /^452 4\.3\.1 too many/, /^450 4\.7\.1 /, /^250 /]) {
    assert.match(await client.say("MAIL FROM:<a@example.test>"), answer);
  }
});

test("unknown parameters 555, a SIZE that is no number 501, VRFY 252, EXPN 502, unknown commands 500", async (t) => {
  const { port } = await startReceiver(t);
  const client = await openSmtp(t, port);
  await client.say("EHLO client.test");
  const answers = {
    "MAIL FROM:<a@example.test> FOO=BAR": /^555 5\.5\.4 /,
    "MAIL FROM:<a@example.test> AUTH=<>": /^555 5\.5\.4 /,
    "MAIL FROM:<a@example.test> RET=FULL": /^555 5\.5\.4 /,
    "MAIL FROM:<a@example.test> REQUIRETLS": /^555 5\.5\.4 /,
    "MAIL FROM:<a@example.test> SIZE=many": /^501 5\.5\.4 /,
    "MAIL FROM:<a@example.test> SIZE=10": /^250 2\.1\.0 /,
    "RCPT TO:<support@acme.test> NOTIFY=NEVER": /^555 5\.5\.4 /,
    "RCPT TO:<support@acme.test>": /^250 2\.1\.5 /,
    "VRFY support": /^252 2\.1\.5 /,
    "EXPN support": /^502 5\.5\.1 /,
    "AUTH PLAIN AGEAYg==": /^500 5\.5\.2 /,
    STARTTLS: /^500 5\.5\.2 /,
    WIZ: /^500 5\.5\.2 /,
    "BDAT 5 LAST": /^500 5\.5\.2 /,
    NOOP: /^250 2\.0\.0 /,
  };
  for (const [line, answer] of Object.entries(answers)) assert.match(await client.say(line), answer, line);
});

test("verbs of HTTP are closed", async (t) => {
  const { port } = await startReceiver(t);
  for (const line of ["GET / HTTP/1.1", "POST http://acme.test/ HTTP/1.1", "CONNECT acme.test:25 HTTP/1.1"]) {
    const client = await openSmtp(t, port);
    assert.match(await client.say(line), /^421 /);
    await client.closed;
  }
});

test("with a certificate STARTTLS is offered, empties the input, and the session is known as encrypted", async (t) => {
  const { port, mails } = await startReceiver(t, { settings: { certificate: testCertificate } });
  const clear = await openSmtp(t, port);
  assert.match(await clear.say("EHLO client.test"), /STARTTLS/);
  // What came in clear text after STARTTLS must not be executed inside TLS (RFC 3207, command injection).
  clear.write("STARTTLS\r\nMAIL FROM:<injected@example.test>\r\n");
  assert.match(await clear.reply(), /^220 /);
  const client = await clear.secured();
  assert.match(await client.say("RCPT TO:<support@acme.test>"), /^503 /);
  assert.doesNotMatch(await client.say("EHLO client.test"), /STARTTLS|REQUIRETLS/);
  await atData(client);
  client.write("x\r\n.\r\n");
  assert.match(await client.reply(), /^250 /);
  assert.match(mails[0]?.session.tls ?? "", /^TLSv1\.[23] /);
});
