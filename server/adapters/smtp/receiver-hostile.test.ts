import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { needsPeers, peerPath } from "../../testing/peers.ts";
import { startReceiver } from "../../testing/receiver.ts";
import { openSmtp, type SmtpClient } from "../../testing/smtp-client.ts";

async function atData(client: SmtpClient): Promise<void> {
  await client.sayAll("EHLO client.test", "MAIL FROM:<a@example.test>", "RCPT TO:<support@acme.test>", "DATA");
}

/** What servers that are too kind take for the end of data; ours takes CR LF . CR LF alone (mail.md 2.4). */
const smugglingForms = ["\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r.\r\n", "\r\n.\r", "\n.\r", "\r.\n"];

for (const form of smugglingForms) {
  test(`smuggling with ${JSON.stringify(form)}: one 550, the session ends, and nothing is taken`, async (t) => {
    const { port, mails } = await startReceiver(t);
    const client = await openSmtp(t, port);
    await atData(client);
    const smuggled = "MAIL FROM:<forged@acme.test>\r\nRCPT TO:<support@acme.test>\r\nDATA\r\nforged\r\n.\r\n";
    client.write(`visible${form}${smuggled}QUIT\r\n`);
    assert.match(await client.reply(), /^550 5\.5\.2 /);
    await client.closed;
    await assert.rejects(client.reply());
    assert.equal(mails.length, 0);
  });
}

test("the end of data is found however it is cut into packets", async (t) => {
  const { port, mails } = await startReceiver(t);
  const client = await openSmtp(t, port);
  client.socket.setNoDelay(true);
  const message = "x\r\n..\r\n.\r\n";
  for (let cut = 1; cut < message.length; cut += 1) {
    await atData(client);
    client.write(message.slice(0, cut));
    await turn();
    client.write(message.slice(cut));
    assert.match(await client.reply(), /^250 /);
  }
  assert.deepEqual(new Set(mails.map(({ bytes }) => bytes)), new Set(["x\r\n.\r\n"]));
});

test("bare CR and LF are kept and flagged, or refused when so configured", async (t) => {
  const accepting = await startReceiver(t);
  const refusing = await startReceiver(t, { settings: { bareNewlines: "refuse" } });
  const [first, second] = [await openSmtp(t, accepting.port), await openSmtp(t, refusing.port)];
  for (const client of [first, second]) {
    await atData(client);
    client.write("a\nb\rc\r\n.\r\n");
  }
  assert.match(await first.reply(), /^250 /);
  assert.equal(accepting.mails[0]?.bytes, "a\nb\rc\r\n");
  assert.equal(accepting.mails[0]?.bareLineEnds, true);
  assert.match(await second.reply(), /^550 5\.5\.2 /);
  await second.closed;
  assert.equal(refusing.mails.length, 0);
});

test("clients that reset at any moment do no harm, and leave nothing behind", async (t) => {
  const { port, mails, files } = await startReceiver(t, { settings: { memoryBytesMax: 1000 } });
  const steps = ["EHLO client.test", "MAIL FROM:<a@example.test>", "RCPT TO:<support@acme.test>", "DATA"];
  for (let said = 0; said <= steps.length; said += 1) {
    const client = await openSmtp(t, port);
    await client.sayAll(...steps.slice(0, said));
    if (said === steps.length) client.write(`${"x".repeat(70)}\r\n`.repeat(5000));
    client.socket.resetAndDestroy();
    await client.closed;
  }
  const client = await openSmtp(t, port);
  await atData(client);
  client.write("still alive\r\n.\r\n");
  assert.match(await client.reply(), /^250 /);
  assert.equal(mails.length, 1);
  assert.deepEqual(await Array.fromAsync(files.list()), []);
});

test("a client that leaves while its mail is being committed does no harm", async (t) => {
  const reached = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<{ accepted: string }>();
  const { port } = await startReceiver(t, {
    accept: () => {
      reached.resolve();
      return commit.promise;
    },
  });
  const client = await openSmtp(t, port);
  await atData(client);
  client.write("x\r\n.\r\n");
  await reached.promise;
  client.socket.resetAndDestroy();
  await client.closed;
  commit.resolve({ accepted: "I1" });
  await openSmtp(t, port);
});

test("a file store that fails is our trouble: 451 after the whole message, and the session goes on", async (t) => {
  const { port, mails, folder } = await startReceiver(t, {
    settings: { memoryBytesMax: 1000, messageBytesMax: 10_000_000 },
  });
  const client = await openSmtp(t, port);
  await atData(client);
  await breakFolder(folder);
  client.write(`${"x".repeat(70)}\r\n`.repeat(50_000));
  client.write(".\r\n");
  assert.match(await client.reply(), /^451 4\.3\.0 /);
  await atData(client);
  client.write("small\r\n.\r\n");
  assert.match(await client.reply(), /^250 /);
  assert.equal(mails.length, 1);
});

test("stopping lets DATA in progress finish, says 421 to the others, and takes nobody new", async (t) => {
  const { receiver, port, mails } = await startReceiver(t);
  const idle = await openSmtp(t, port);
  const busy = await openSmtp(t, port);
  await atData(busy);
  busy.write("first half\r\n");
  await turn();
  const stopped = receiver.stop();
  assert.match(await idle.reply(), /^421 4\.3\.2 /);
  await assert.rejects(openSmtp(t, port));
  busy.write("second half\r\n.\r\n");
  assert.match(await busy.reply(), /^250 2\.0\.0 interaction-1$/);
  assert.match(await busy.reply(), /^421 4\.3\.2 /);
  await stopped;
  assert.equal(mails[0]?.bytes, "first half\r\nsecond half\r\n");
});

test("stopping cuts a client that does not come to an end in time", async (t) => {
  const { receiver, port, mails } = await startReceiver(t, { settings: { stopMs: 200 } });
  const client = await openSmtp(t, port);
  await atData(client);
  client.write("never ends");
  await receiver.stop();
  await client.closed;
  assert.equal(mails.length, 0);
});

test("a port that is taken is a fault of start, in one piece", async (t) => {
  const { port } = await startReceiver(t);
  await assert.rejects(startReceiver(t, { listen: { host: "127.0.0.1", port } }), /EADDRINUSE/);
});

test("swaks delivers, pipelined and not, and is told why not", needsPeers("swaks"), async (t) => {
  const { port, mails } = await startReceiver(t);
  const swaks = async (...args: readonly string[]) => {
    const base = ["--server", `127.0.0.1:${port}`, "--from", "a@example.test", "--silent", "3"];
    const child = spawn(peerPath("swaks"), [...base, ...args], { stdio: "ignore" });
    const [code] = await once(child, "exit");
    return code;
  };
  assert.equal(await swaks("--to", "support@acme.test", "--body", "one\n.\n..two"), 0);
  assert.equal(await swaks("--to", "support@acme.test,sales@acme.test", "--pipeline"), 0);
  assert.equal(await swaks("--to", "nobody@acme.test"), 24);
  assert.match(mails[0]?.bytes ?? "", /\r\none\r\n\.\r\n\.\.two\r\n/);
  assert.equal(mails[1]?.recipients.length, 2);
});

test("a hundred sessions of smtp-source at once: every mail is taken once", needsPeers("smtp-source"), async (t) => {
  const { port, mails } = await startReceiver(t);
  const mailbox = ["-f", "a@example.test", "-t", "support@acme.test"];
  const args = ["-s", "100", "-m", "500", "-l", "5000", ...mailbox, `127.0.0.1:${port}`];
  const child = spawn(peerPath("smtp-source"), args, { stdio: "ignore" });
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
  assert.equal(mails.length, 500);
});

/** Puts a file where the store wants a folder. */
async function breakFolder(folder: string): Promise<void> {
  await rm(join(folder, "incoming"), { recursive: true });
  await writeFile(join(folder, "incoming"), "");
}
