import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { HopFailed, type SealedBytes } from "../../ports/mail.ts";
import { needsPeers } from "../../testing/peers.ts";
import { mail, openTransport, sealed, sendOnce } from "../../testing/relay.ts";
import { type PeerAnswer, startPeer } from "../../testing/smtp-peer.ts";
import { startSink } from "../../testing/smtp-sink.ts";

const envelope = { from: "support@acme.test", to: ["customer@example.test"] };
const yes = async () => true;

test("peer_that_closes_mid_body_is_not_unknown: it is broken, and no mark is made", async (t) => {
  for (const end of [(socket: Socket) => socket.end(), (socket: Socket) => socket.resetAndDestroy()]) {
    const peer = await startPeer(t, { onBody: (soFar, socket) => soFar.length > 100_000 && end(socket) });
    const raw = mail("x".repeat(900).concat("\r\n").repeat(20_000).concat("end"));
    const outcome = await sendOnce(t, peer.port, envelope, raw, () => assert.fail("the mark was made"));
    assert.ok(outcome.kind === "broken" && !outcome.marked);
    assert.equal(peer.bodies.length, 0);
  }
});

test("a peer that closes between the mark and the dot is broken, and the mark is to be withdrawn", async (t) => {
  for (const end of [(socket: Socket) => socket.end(), (socket: Socket) => socket.resetAndDestroy()]) {
    let inBody: Socket | undefined;
    const peer = await startPeer(t, { onBody: (_soFar, socket) => (inBody = socket) });
    const outcome = await sendOnce(t, peer.port, envelope, mail("x"), async () => {
      if (inBody !== undefined) end(inBody);
      await turn();
      return true;
    });
    assert.ok(outcome.kind === "broken" && outcome.marked);
    assert.equal(peer.bodies.length, 0);
  }
});

test("a message that cannot be read to its end is thrown before any mark, and the peer has no message", async (t) => {
  const raw = mail("x".repeat(900).concat("\r\n").repeat(500).concat("end"));
  const end = { start: raw.length - 2, end: raw.length };
  const breaking: SealedBytes = {
    size: raw.length,
    open: async function* ({ start }) {
      if (start === end.start) return yield raw.subarray(start);
      yield raw.subarray(0, 300_000);
      throw new Error("the disk cannot be read");
    },
  };
  const short: SealedBytes = {
    size: raw.length,
    open: async function* ({ start }) {
      yield start === end.start ? raw.subarray(start) : raw.subarray(0, 300_000);
    },
  };
  // A store that finds damage tells it before the last bytes, when the whole is asked for.
  const damaged: SealedBytes = {
    size: raw.length,
    open: async function* (range) {
      yield raw.subarray(range.start, Math.min(range.end, raw.length - 1));
      if (range.start === 0 && range.end === raw.length) throw new Error("not what was sealed");
      yield raw.subarray(Math.max(range.start, raw.length - 1), range.end);
    },
  };
  for (const [bytes, because] of [
    [damaged, /not what was sealed/],
    [breaking, /the disk cannot be read/],
    [short, /the sealed message ends after 300000 bytes/],
  ] as const) {
    const peer = await startPeer(t);
    const session = await openTransport(t, peer.port).connect();
    await assert.rejects(
      session.deliver(envelope, bytes, () => assert.fail("the mark was made")),
      because,
    );
    session.release();
    assert.equal(peer.bodies.length, 0);
  }
});

test("without leave the dot is not sent, and the peer has no message", async (t) => {
  const peer = await startPeer(t);
  assert.deepEqual(await sendOnce(t, peer.port, envelope, mail("x"), async () => false), { kind: "stopped" });
  assert.equal(peer.bodies.length, 0);
});

test("a mark that cannot be made is thrown, and the peer has no message", async (t) => {
  const peer = await startPeer(t);
  const failing = async () => {
    throw new Error("the database is away");
  };
  await assert.rejects(sendOnce(t, peer.port, envelope, mail("x"), failing), /the database is away/);
  assert.equal(peer.bodies.length, 0);
});

const replies = {
  "250 2.6.0 <id@peer> Queued": "accepted",
  "251 forwarded": "accepted",
  "451 4.3.0 later": "deferred",
  "421 4.3.2 closing": "deferred",
  "550 5.7.1 spam": "refused",
  "354 what": "unknown",
  nonsense: "unknown",
} as const;
for (const [reply, kind] of Object.entries(replies)) {
  test(`"${reply}" after the dot is ${kind}`, async (t) => {
    const peer = await startPeer(t, { answer: (verb) => (verb === "." ? reply : undefined) });
    const outcome = await sendOnce(t, peer.port, envelope, mail("x"));
    assert.equal(outcome.kind, kind);
    assert.equal(peer.bodies.length, 1);
  });
}

test("a reply that is lost after the dot is unknown: closed, reset, cut off in the middle, or silent for too long", async (t) => {
  const ends: ((socket: Socket) => unknown)[] = [
    (socket) => socket.end(),
    (socket) => socket.resetAndDestroy(),
    (socket) => socket.end("250 2.0"),
    (socket) => socket.end("550 5.7"),
    () => undefined,
  ];
  for (const end of ends) {
    const answer = (verb: string, _line: string, socket: Socket) => {
      if (verb === ".") end(socket);
      return verb === "." ? "" : undefined;
    };
    const peer = await startPeer(t, { answer });
    const transport = openTransport(t, peer.port, { settings: { replyMs: 500 } });
    const session = await transport.connect();
    assert.equal((await session.deliver(envelope, sealed(mail("x")), yes)).kind, "unknown", String(end));
    session.release();
  }
});

test("a reply before the end of the data ends the connection: a refusal counts, an acceptance does not", async (t) => {
  const early = {
    "552 5.3.4 too big": "refused",
    "451 4.3.0 later": "deferred",
    "250 ok": "broken",
    "421 bye": "broken",
  };
  for (const [reply, kind] of Object.entries(early)) {
    let isAnswered = false;
    const peer = await startPeer(t, {
      onBody: (_soFar, socket) => {
        if (!isAnswered) socket.write(`${reply}\r\n`);
        isAnswered = true;
      },
    });
    const raw = mail("x".repeat(900).concat("\r\n").repeat(20_000).concat("end"));
    assert.equal((await sendOnce(t, peer.port, envelope, raw)).kind, kind);
    assert.equal(peer.bodies.length, 0);
  }
});

test("a huge or endless reply is cut short", async (t) => {
  const long = await startPeer(t, { answer: (verb) => (verb === "." ? `250 ${"y".repeat(50_000)}` : undefined) });
  const outcome = await sendOnce(t, long.port, envelope, mail("x"));
  assert.ok(outcome.kind === "accepted" && outcome.reply.text.length === 1000);
  const endless = await startPeer(t, { answer: (verb) => (verb === "." ? "y".repeat(200_000) : undefined) });
  assert.equal((await sendOnce(t, endless.port, envelope, mail("x"))).kind, "unknown");
});

const sinkCases: [args: string, kind: string][] = [
  ["-f MAIL", "refused"],
  ["-f RCPT", "refused"],
  ["-f DATA", "refused"],
  ["-f .", "refused"],
  ["-r MAIL", "deferred"],
  ["-r RCPT", "deferred"],
  ["-r DATA", "deferred"],
  ["-r .", "deferred"],
  ["-q MAIL", "broken"],
  ["-q RCPT", "broken"],
  ["-q DATA", "broken"],
  ["-q .", "unknown"],
  ["-Q .", "deferred"],
  ["-Q MAIL", "HopFailed"],
  ["-Q RCPT", "HopFailed"],
  ["-Q DATA", "HopFailed"],
  ["-f CONNECT", "HopFailed"],
  ["-q CONNECT", "HopFailed"],
  ["-Q EHLO", "HopFailed"],
  ["-p", "accepted"],
  ["-e", "accepted"],
];
for (const [args, kind] of sinkCases) {
  test(`smtp-sink ${args}: ${kind}`, needsPeers("smtp-sink"), async (t) => {
    const { port } = await startSink(t, ...args.split(" "));
    const outcome = await sendOnce(t, port, envelope, mail("x")).catch((error) => ({ kind: error.constructor.name }));
    assert.equal(outcome.kind, kind);
  });
}

test("smtp-sink has every mail once, byte for byte, with its envelope", needsPeers("smtp-sink"), async (t) => {
  const sink = await startSink(t);
  const transport = openTransport(t, sink.port);
  const raws = Array.from({ length: 60 }, (_, index) => mail(`mail ${index}`, ".", "..", ".x", "", "end"));
  await Promise.all(
    raws.map(async (raw, index) => {
      const session = await transport.connect();
      const outcome = await session.deliver(
        { from: `a${index}@acme.test`, to: [`b${index}@example.test`] },
        sealed(raw),
        yes,
      );
      session.release();
      assert.equal(outcome.kind, "accepted");
    }),
  );
  await transport.stop();
  const mails = await sink.mails();
  assert.equal(mails.length, raws.length);
  for (const [index, raw] of raws.entries()) {
    const [only, ...others] = mails.filter(({ from }) => from === `a${index}@acme.test`);
    assert.deepEqual([only?.to, others], [[`b${index}@example.test`], []]);
    assert.equal(only?.message, raw.toString());
  }
});

test("what is no reply to the dot is unknown: two or four digits, lines that disagree, one that never ends", async (t) => {
  const drip = (socket: Socket) => {
    const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write("250-wait\r\n")), 50);
    return "";
  };
  const said: readonly [string | ((socket: Socket) => string), RegExp][] = [
    ["25 ok", /cannot be understood: 25 ok/],
    ["2500 ok", /cannot be understood: 2500 ok/],
    ["250-one\r\n550 two", /cannot be understood: 250-one/],
    [drip, /no whole reply in time/],
  ];
  for (const [reply, expected] of said) {
    const answer: PeerAnswer = (verb, _, socket) => {
      if (verb !== ".") return undefined;
      return typeof reply === "string" ? reply : reply(socket);
    };
    const peer = await startPeer(t, { answer });
    const session = await openTransport(t, peer.port, { settings: { replyMs: 1_000 } }).connect();
    const outcome = await session.deliver(envelope, sealed(mail("x")), async () => true);
    session.release();
    assert.ok(outcome.kind === "unknown", outcome.kind);
    assert.match(outcome.text, expected);
  }
});

test("a hop that drips its replies, or says what is none, is given up before the body, and used up no attempt", async (t) => {
  const drip: PeerAnswer = (verb, _, socket) => {
    if (verb !== "MAIL") return undefined;
    const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write("250-wait\r\n")), 50);
    return "";
  };
  const dripping = await startPeer(t, { answer: drip });
  const session = await openTransport(t, dripping.port, { settings: { replyMs: 300 } }).connect();
  const outcome = await session.deliver(envelope, sealed(mail("x")), () => assert.fail("the mark was made"));
  session.release();
  assert.deepEqual(outcome, { kind: "broken", text: "no whole reply in time", marked: false });
  const talking = await startPeer(t, { answer: (verb) => (verb === "MAIL" ? "hello there" : undefined) });
  await assert.rejects(sendOnce(t, talking.port, envelope, mail("x")), HopFailed);
  const outOfStep = await startPeer(t, { answer: (verb) => (verb === "DATA" ? "250 done" : undefined) });
  const unasked = await openTransport(t, outOfStep.port).connect();
  const delivering = unasked.deliver(envelope, sealed(mail("x")), () => assert.fail("the mark was made"));
  await assert.rejects(delivering, /did not ask for the message: 250 done/);
  unasked.release();
  const greeting = await startPeer(t, {
    answer: (verb, line, socket) => (verb === "EHLO" ? drip("MAIL", line, socket) : undefined),
  });
  const settings = { connectMs: 300, replyMs: 300 };
  await assert.rejects(openTransport(t, greeting.port, { settings }).connect(), /no whole reply in time/);
});
