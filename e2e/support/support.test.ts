import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import test from "node:test";
import { clientOf, logIn } from "./http.ts";
import { startServer } from "./server.ts";
import { startSink } from "./sink.ts";
import { isClosed, openSmtp, type RawMail, sendMail } from "./smtp.ts";

const mail: RawMail = {
  from: "ann@customer.test",
  to: ["support@acme.test"],
  raw: ".dot\r\n..two\r\n\r\n.\r\nend\r\n",
};

test("a mail reaches the sink byte for byte, with its envelope", async (t) => {
  const sink = await startSink(t);
  const bytes = Buffer.concat([
    Buffer.from("Subject: all bytes\r\n\r\n"),
    Buffer.from(Uint8Array.from({ length: 256 }, (_, n) => n)),
  ]);
  const raw = Buffer.concat([bytes, Buffer.from("\r\n")]);
  assert.equal((await sendMail(t, sink.address, mail)).code, 250);
  assert.equal((await sendMail(t, sink.address, { ...mail, from: "", to: ["a@x.test", "b@x.test"], raw })).code, 250);
  const [first, second] = await sink.until(2);
  assert.equal(first?.raw.toString(), mail.raw);
  assert.deepEqual(second?.raw, raw);
  assert.deepEqual([second?.from, second?.to], ["", ["a@x.test", "b@x.test"]]);
});

test("the sink refuses at any verb, as often as asked, and only whom it shall", async (t) => {
  const sink = await startSink(t);
  for (const verb of ["greeting", "ehlo", "mail", "rcpt", "data", "body", "dot"] as const) {
    sink.fail(verb, { kind: "reply", text: `450 4.2.0 not at ${verb}` }, 1);
    const { code, lines } = await sendMail(t, sink.address, mail);
    assert.deepEqual([code, lines], [450, [`450 4.2.0 not at ${verb}`]]);
    assert.equal((await sendMail(t, sink.address, mail)).code, 250, verb);
  }
  assert.equal(sink.mails.length, 7);
  sink.fail("rcpt", { kind: "reply", text: "550 5.1.1 nobody" }, 99, (address) => address === "gone@x.test");
  assert.equal((await sendMail(t, sink.address, { ...mail, to: ["gone@x.test"] })).code, 550);
  assert.equal((await sendMail(t, sink.address, mail)).code, 250);
});

test("a lost reply keeps the mail, a cut does not", async (t) => {
  const sink = await startSink(t);
  sink.fail("dot", { kind: "lose-reply" }, 1);
  assert.equal((await sendMail(t, sink.address, mail)).code, 0);
  assert.equal(sink.mails.length, 1);
  const heal = sink.fail("dot", { kind: "cut" });
  assert.equal((await sendMail(t, sink.address, mail)).code, 0);
  assert.equal(sink.mails.length, 1);
  heal();
  assert.equal((await sendMail(t, sink.address, mail)).code, 250);
});

test("a held dot waits, and tells that it was reached", async (t) => {
  const sink = await startSink(t);
  const gate = Promise.withResolvers<void>();
  sink.fail("dot", { kind: "hold", until: gate.promise }, 1);
  const reached = sink.reached("dot");
  const sent = sendMail(t, sink.address, mail);
  await reached;
  assert.equal(sink.mails.length, 0);
  gate.resolve();
  assert.equal((await sent).code, 250);
  await assert.rejects(sink.until(2, 10), /1 of 2 mails came within 10 ms/);
});

test("a bare conversation shows every answer, pipelined ones too", async (t) => {
  const sink = await startSink(t);
  const talk = await openSmtp(t, sink.address);
  assert.equal(talk.greeting.code, 220);
  assert.equal((await talk.command("EHLO me.test")).lines.length, 6);
  talk.write("MAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\n");
  assert.deepEqual([(await talk.reply()).code, (await talk.reply()).code, (await talk.reply()).code], [250, 250, 354]);
  talk.write(".\r\n");
  assert.equal((await talk.reply()).code, 250);
  assert.equal(sink.mails[0]?.raw.length, 0);
  assert.equal((await talk.command("BREW coffee")).code, 502);
});

test("an HTTP client speaks as one user, below the base path unless it is told otherwise", async (t) => {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    asked.push([request.method, request.url, request.headers.authorization, body].join(" ").trim());
    response.writeHead(body.includes("Reject") ? 409 : 200).end('{"statusCode":0}');
  }).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const address = server.address();
  const http = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const alice = clientOf(http, "alice");
  await logIn(alice);
  const { status, body } = await alice.b("E1", "Reject", { comment: "no" });
  assert.deepEqual([status, body], [409, { statusCode: 0 }]);
  await clientOf(http).get("root:/health/ready");
  const credentials = `Basic ${btoa("alice:alice-demo-1")}`;
  assert.deepEqual(asked, [
    `POST /api/v2/me ${credentials} {"operationName":"StartContactCenterSession","channels":["email"]}`,
    `POST /api/v2/me/channels/email ${credentials} {"operationName":"Ready"}`,
    `POST /api/v2/me/emails/E1 ${credentials} {"operationName":"Reject","comment":"no"}`,
    "GET /health/ready",
  ]);
});

/** Says that it is ready as `serve` does, and lives until it is told to end. */
const standIn = `
  const flag = (name) => process.argv[process.argv.indexOf(name) + 1];
  const server = require("node:net").createServer().listen(Number(flag("--http").split(":")[1]), "127.0.0.1", () => {
    const http = "http://127.0.0.1:" + server.address().port;
    console.error(process.argv.slice(1).join(" "));
    console.log(JSON.stringify({ event: "ready", pid: process.pid, http, smtp: flag("--smtp"), version: "0" }));
  });
  process.on("SIGTERM", () => server.close());`;
const command = [process.execPath, "-e", standIn, "--"];

test("a server is started, killed, started again on the same data and addresses, and stopped", async (t) => {
  const server = await startServer(t, { command, team: "acme", relay: "smtp://127.0.0.1:1", flags: ["--more", "x"] });
  const first = server.ready();
  assert.match(
    await server.log(),
    /--data \S+data --http 127.0.0.1:0 .*--provision \S+acme\.yaml --relay smtp:\S+ --more x/,
  );
  assert.deepEqual(await server.kill(), { code: null, signal: "SIGKILL" });
  const second = await server.restart();
  assert.equal(second.http, first.http);
  assert.notEqual(second.pid, first.pid);
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  assert.deepEqual(await server.ended(), { code: 0, signal: null });
  assert.equal(await isClosed(new URL(first.http).host), true);
});

test("a server that does not start says why", async (t) => {
  const broken = [process.execPath, "-e", "console.error('no such flag'); process.exit(2)", "--"];
  await assert.rejects(startServer(t, { command: broken }), /ended with 2\nno such flag/);
});
