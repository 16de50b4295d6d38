import assert from "node:assert/strict";
import { test } from "node:test";
import type { TransportOutcome } from "../../domain/delivery/transport-outcome.ts";
import { AccountRefused, HopFailed } from "../../ports/mail.ts";
import { testCertificate } from "../../testing/certificate.ts";
import { startReceiver } from "../../testing/receiver.ts";
import { mail, openTransport, sealed, sendOnce } from "../../testing/relay.ts";
import { startPeer } from "../../testing/smtp-peer.ts";

const envelope = { from: "support@acme.test", to: ["customer@example.test"] };
const both = { ...envelope, to: ["one@example.test", "two@example.test"] };
const yes = async () => true;

const credentials = { user: "user", password: "pass" };

test("the bytes on the wire are the sealed ones, dots stuffed, and nothing of the end leaves before the mark", async (t) => {
  const arrived = Promise.withResolvers<string>();
  const peer = await startPeer(t, {
    onBody: (soFar) => {
      if (soFar.includes("last")) arrived.resolve(soFar.toString());
    },
  });
  const raw = mail("line", ".dot", "..", "", "last");
  const outcome = await sendOnce(t, peer.port, envelope, raw, async () => {
    // What has left by now ends inside the last line: no receiver can take it for a whole message.
    assert.equal(await arrived.promise, stuffed(raw).slice(0, -2));
    return true;
  });
  const reply = { code: 250, enhancedCode: "2.0.0", text: "queued as PEER1" };
  assert.deepEqual(outcome, { kind: "accepted", reply, refused: [] });
  assert.equal(peer.bodies[0]?.toString(), `${stuffed(raw)}.\r\n`);
  assert.deepEqual(peer.lines, [
    "EHLO postroom.test",
    "MAIL FROM:<support@acme.test>",
    "RCPT TO:<customer@example.test>",
    "DATA",
  ]);
});

test("every shape of an end is sent as it is", async (t) => {
  const peer = await startPeer(t);
  const transport = openTransport(t, peer.port);
  const ends = ["x\r\n", "\r\n", "x\r\n\r\n", "x\r\n.\r\n", ".\r\n", "x\r\n..\r\n", `${"y".repeat(200_000)}\r\n.\r\n`];
  for (const [index, end] of ends.entries()) {
    const session = await transport.connect();
    const raw = `${"h".repeat(index)}: v\r\n${end}`;
    assert.equal((await session.deliver(envelope, sealed(Buffer.from(raw)), yes)).kind, "accepted");
    session.release();
    assert.equal(peer.bodies[index]?.toString(), `${stuffed(Buffer.from(raw))}.\r\n`);
  }
});

test("a large mail streams through, whole", async (t) => {
  const peer = await startPeer(t, { extensions: ["PIPELINING", "SIZE 50000000"] });
  const raw = mail(Array.from({ length: 150_000 }, (_, index) => `.line ${index} ${"x".repeat(60)}`).join("\r\n"));
  assert.equal((await sendOnce(t, peer.port, envelope, raw)).kind, "accepted");
  assert.ok(Buffer.from(`${stuffed(raw)}.\r\n`).equals(peer.bodies[0] ?? Buffer.alloc(0)));
  assert.ok(peer.lines.includes(`MAIL FROM:<support@acme.test> SIZE=${raw.byteLength}`));
});

const refusals: { at: string; reply: string; kind: TransportOutcome["kind"]; extensions?: readonly string[] }[] = [
  { at: "MAIL", reply: "550 5.7.1 not you", kind: "refused" },
  { at: "MAIL", reply: "451 4.7.1 greylisted", kind: "deferred" },
  { at: "RCPT", reply: "550 5.1.1 unknown", kind: "refused" },
  { at: "RCPT", reply: "450 4.2.1 later", kind: "deferred" },
  { at: "RCPT", reply: "552 5.2.2 full", kind: "refused" },
  { at: "DATA", reply: "554 5.5.1 no", kind: "refused" },
  { at: "DATA", reply: "451 4.3.0 later", kind: "deferred" },
];
for (const { at, reply, kind } of refusals) {
  for (const extensions of [[], ["PIPELINING"]]) {
    test(`${reply} at ${at} is ${kind}, no body is sent, and the connection is used again (${extensions})`, async (t) => {
      let isRefusing = true;
      const answer = (verb: string) => (isRefusing && verb === at ? reply : undefined);
      const peer = await startPeer(t, { extensions, answer });
      const transport = openTransport(t, peer.port);
      const first = await transport.connect();
      const outcome = await first.deliver(envelope, sealed(mail("x")), () => assert.fail("the mark was made"));
      first.release();
      assert.equal(outcome.kind, kind);
      assert.ok("reply" in outcome && reply.startsWith(`${outcome.reply.code} ${outcome.reply.enhancedCode}`));
      isRefusing = false;
      const second = await transport.connect();
      assert.equal((await second.deliver(envelope, sealed(mail("y")), yes)).kind, "accepted");
      second.release();
      assert.ok(peer.lines.includes("RSET"));
      assert.equal(peer.connections(), 1);
      assert.ok(peer.bodies.every((body) => !body.includes("x\r\n.")));
    });
  }
}

test("a recipient refused at RCPT is named with its reply, and the other one gets the mail", async (t) => {
  for (const extensions of [[], ["PIPELINING"]]) {
    const peer = await startPeer(t, {
      extensions,
      answer: (verb, line) => (verb === "RCPT" && line.includes("two") ? "550 5.1.1 unknown" : undefined),
    });
    const outcome = await sendOnce(t, peer.port, both, mail("x"));
    assert.equal(outcome.kind, "accepted");
    assert.deepEqual("refused" in outcome && outcome.refused, [
      { address: "two@example.test", reply: { code: 550, enhancedCode: "5.1.1", text: "unknown" } },
    ]);
  }
});

test("552 to one of several recipients counts as 452", async (t) => {
  const peer = await startPeer(t, {
    answer: (verb, line) => (verb === "RCPT" && line.includes("two") ? "552 too many recipients" : undefined),
  });
  const outcome = await sendOnce(t, peer.port, both, mail("x"));
  assert.deepEqual("refused" in outcome && outcome.refused.map(({ reply }) => reply.code), [452]);
});

test("when all recipients are refused, one of them for now, the message waits and each keeps its reply", async (t) => {
  for (const extensions of [[], ["PIPELINING"]]) {
    const peer = await startPeer(t, {
      extensions,
      answer: (verb, line) => {
        if (verb === "DATA") return "554 5.5.1 no valid recipients";
        if (verb !== "RCPT") return undefined;
        return line.includes("two") ? "550 5.1.1 unknown" : "450 4.2.1 later";
      },
    });
    const outcome = await sendOnce(t, peer.port, both, mail("x"));
    assert.equal(outcome.kind, "deferred");
    assert.ok("reply" in outcome && outcome.reply.code === 450);
    assert.deepEqual("refused" in outcome && outcome.refused.map(({ reply }) => reply.code), [450, 550]);
  }
});

test("421 before the body is the hop's failure, not the message's", async (t) => {
  for (const at of ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA"]) {
    for (const extensions of [[], ["PIPELINING"]]) {
      const peer = await startPeer(t, {
        extensions,
        answer: (verb, _line, socket) => {
          if (verb === at) socket.end("421 4.3.2 closing\r\n");
          return verb === at ? "" : undefined;
        },
      });
      const error = await sendOnce(t, peer.port, envelope, mail("x")).catch((thrown) => thrown);
      assert.ok(error instanceof HopFailed && !(error instanceof AccountRefused), at);
    }
  }
});

test("nobody listening, a name that does not exist and a silent peer are the hop's failure", async (t) => {
  const closed = await startPeer(t);
  const silent = await startPeer(t, { answer: () => "" });
  const unused = openTransport(t, 1);
  await assert.rejects(unused.connect(), HopFailed);
  const nowhere = openTransport(t, closed.port, {
    relay: { host: "no-such-host.invalid", port: 25, tls: "offered", credentials: undefined },
  });
  await assert.rejects(nowhere.connect(), HopFailed);
  const waiting = openTransport(t, silent.port, { settings: { connectMs: 200 } });
  await assert.rejects(waiting.connect(), HopFailed);
});

test("a next hop that wants a log-in is our account's fault", async (t) => {
  const peer = await startPeer(t, { answer: (verb) => (verb === "MAIL" ? "530 5.7.0 log in first" : undefined) });
  await assert.rejects(sendOnce(t, peer.port, envelope, mail("x")), AccountRefused);
});

test("a message above the peer's SIZE is refused before MAIL", async (t) => {
  const peer = await startPeer(t, { extensions: ["SIZE 100"] });
  const outcome = await sendOnce(t, peer.port, envelope, mail("x".repeat(200)));
  assert.equal(outcome.kind, "refused");
  assert.ok("reply" in outcome && outcome.reply.code === 552 && outcome.reply.enhancedCode === "5.3.4");
  assert.ok(!peer.lines.some((line) => line.startsWith("MAIL")));
});

test("SMTPUTF8 is used where it is needed and offered, and its absence is 5.6.7 at once", async (t) => {
  const able = await startPeer(t, { extensions: ["SMTPUTF8"] });
  const unable = await startPeer(t);
  const foreign = { from: "support@acme.test", to: ["jürgen@bücher.test"] };
  assert.equal((await sendOnce(t, able.port, foreign, mail("x"))).kind, "accepted");
  assert.ok(able.lines.includes("MAIL FROM:<support@acme.test> SMTPUTF8"));
  assert.ok(able.lines.includes("RCPT TO:<jürgen@xn--bcher-kva.test>"));
  const outcome = await sendOnce(t, unable.port, foreign, mail("x"));
  assert.ok(outcome.kind === "refused" && outcome.reply.enhancedCode === "5.6.7");
  assert.deepEqual(outcome.kind === "refused" && outcome.refused.map(({ address }) => address), foreign.to);
  assert.ok(!unable.lines.some((line) => line.startsWith("MAIL")));
});

test("a header beyond ASCII asks for SMTPUTF8 whoever the recipient is, and reaches no hop without it", async (t) => {
  const raw = Buffer.from("To: jürgen@b.test, ann@b.test\r\nSubject: x\r\n\r\ntext\r\n");
  const able = await startPeer(t, { extensions: ["SMTPUTF8"] });
  assert.equal((await sendOnce(t, able.port, envelope, raw)).kind, "accepted");
  assert.ok(able.lines.includes("MAIL FROM:<support@acme.test> SMTPUTF8"), able.lines.join("\n"));
  const unable = await startPeer(t);
  const outcome = await sendOnce(t, unable.port, { ...envelope, to: ["jürgen@b.test", "ann@b.test"] }, raw);
  assert.ok(outcome.kind === "refused");
  assert.equal(outcome.reply.enhancedCode, "5.6.7");
  const told = outcome.refused.map(({ address, reply }) => `${address} ${reply.enhancedCode}`);
  assert.deepEqual(told, ["jürgen@b.test 5.6.7", "ann@b.test 5.6.9"]);
  assert.ok(!unable.lines.some((line) => line.startsWith("MAIL")));
  // Where only a blind copy has such an address, the others get theirs.
  const blind = await sendOnce(t, unable.port, { ...envelope, to: ["jürgen@b.test", "ann@b.test"] }, mail("ü"));
  assert.deepEqual(blind.kind === "accepted" && blind.refused.map(({ address }) => address), ["jürgen@b.test"]);
});

test("credentials without TLS are refused before anything is sent", () => {
  assert.throws(
    () => openTransport(undefined, 25, { relay: { host: "127.0.0.1", port: 25, tls: "offered", credentials } }),
    /need TLS/,
  );
});

test("credentials never go to a certificate that nobody vouches for, nor where STARTTLS is missing", async (t) => {
  const secure = await startReceiver(t, { settings: { certificate: testCertificate } });
  const clear = await startPeer(t);
  for (const port of [secure.port, clear.port]) {
    const transport = openTransport(t, port, { relay: { host: "127.0.0.1", port, tls: "required", credentials } });
    await assert.rejects(transport.connect(), HopFailed);
  }
  assert.ok(!clear.lines.some((line) => line.startsWith("AUTH")));
});

test("over verified TLS the credentials are used, and a refused log-in is our account's fault", async (t) => {
  const answer = (verb: string, line: string) => {
    if (verb !== "AUTH") return undefined;
    return line === `AUTH PLAIN ${btoa("\0user\0pa:ss")}` ? "235 2.7.0 welcome" : "535 5.7.8 no";
  };
  const peer = await startPeer(t, { certificate: testCertificate, extensions: ["AUTH PLAIN"], answer });
  const withPassword = (password: string) =>
    openTransport(t, peer.port, {
      relay: { host: "localhost", port: peer.port, tls: "implicit", credentials: { user: "user", password } },
      ca: testCertificate.cert,
    }).connect();
  const session = await withPassword("pa:ss");
  assert.equal((await session.deliver(envelope, sealed(mail("x")), yes)).kind, "accepted");
  session.release();
  await assert.rejects(withPassword("wrong"), AccountRefused);
});

test("a peer that repeats the log-in it does not take tells nobody the password in it", async (t) => {
  const answer = (verb: string, line: string) => (verb === "AUTH" ? `535 5.7.8 hunter22 is wrong: ${line}` : undefined);
  const peer = await startPeer(t, { certificate: testCertificate, extensions: ["AUTH PLAIN"], answer });
  const credentials = { user: "user", password: "hunter22" };
  const relay = { host: "localhost", port: peer.port, tls: "implicit", credentials } as const;
  await assert.rejects(openTransport(t, peer.port, { relay, ca: testCertificate.cert }).connect(), (error) => {
    assert(error instanceof AccountRefused);
    assert.match(error.message, /535 5\.7\.8 \[secret\] is wrong: AUTH PLAIN \[secret\]/);
    assert.equal(error.cause, undefined);
    return true;
  });
});

test("STARTTLS is used when offered, and an unverified certificate is noted once", async (t) => {
  const { port, mails } = await startReceiver(t, { settings: { certificate: testCertificate } });
  const notes: string[] = [];
  const transport = openTransport(t, port, { noted: (message) => notes.push(message) });
  const to = ["support@acme.test"];
  for (let count = 0; count < 2; count += 1) {
    const sessions = await Promise.all([transport.connect(), transport.connect()]);
    for (const session of sessions) {
      assert.equal((await session.deliver({ from: "a@example.test", to }, sealed(mail("x")), yes)).kind, "accepted");
      session.release();
    }
  }
  assert.equal(mails.length, 4);
  assert.match(mails[0]?.session.tls ?? "", /^TLS/);
  assert.deepEqual(notes, ["the relay's certificate cannot be verified"]);
});

test("what is not sealed is a mistake of ours, and is not sent", async (t) => {
  const peer = await startPeer(t);
  await assert.rejects(sendOnce(t, peer.port, envelope, Buffer.from("no line end")));
  await assert.rejects(sendOnce(t, peer.port, { ...envelope, to: [] }, mail("x")));
  await assert.rejects(sendOnce(t, peer.port, { ...envelope, to: ["a@b.test>\r\nRCPT TO:<c@d.test"] }, mail("x")));
  assert.ok(!peer.lines.some((line) => line.startsWith("MAIL")));
});

function stuffed(raw: Uint8Array): string {
  return Buffer.from(raw).toString().replace(/^\./gm, "..");
}
