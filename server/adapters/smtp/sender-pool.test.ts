import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { test } from "node:test";
import { HopFailed } from "../../ports/mail.ts";
import { mail, openTransport, sealed } from "../../testing/relay.ts";
import { startPeer } from "../../testing/smtp-peer.ts";

const envelope = { from: "support@acme.test", to: ["customer@example.test"] };
const yes = async () => true;

test("no more than the allowed connections are open; who waits gets the first that is free", async (t) => {
  const peer = await startPeer(t);
  const transport = openTransport(t, peer.port, { settings: { connectionsMax: 2 } });
  const outcomes = Array.from({ length: 20 }, async () => {
    const session = await transport.connect();
    const outcome = await session.deliver(envelope, sealed(mail("x")), yes);
    session.release();
    return outcome.kind;
  });
  assert.deepEqual(new Set(await Promise.all(outcomes)), new Set(["accepted"]));
  assert.equal(peer.connections(), 2);
  assert.equal(peer.bodies.length, 20);
});

test("a connection is given up after its share of mails", async (t) => {
  const peer = await startPeer(t);
  const transport = openTransport(t, peer.port, { settings: { mailsPerConnectionMax: 3 } });
  for (let count = 0; count < 7; count += 1) {
    const session = await transport.connect();
    await session.deliver(envelope, sealed(mail("x")), yes);
    session.release();
  }
  assert.equal(peer.connections(), 3);
});

test("an idle connection that the peer has closed is replaced, and the mail goes once", async (t) => {
  const sockets = new Set<Socket>();
  const peer = await startPeer(t, {
    answer: (_verb, _line, socket) => {
      sockets.add(socket);
      return undefined;
    },
  });
  const transport = openTransport(t, peer.port);
  const first = await transport.connect();
  await first.deliver(envelope, sealed(mail("x")), yes);
  first.release();
  for (const socket of sockets) socket.destroy();
  const second = await transport.connect();
  assert.equal((await second.deliver(envelope, sealed(mail("y")), yes)).kind, "accepted");
  second.release();
  assert.equal(peer.bodies.length, 2);
  assert.equal(peer.connections(), 2);
});

test("an idle connection on which the peer no longer answers is replaced", async (t) => {
  const peer = await startPeer(t, { answer: (verb) => (verb === "RSET" ? "" : undefined) });
  const transport = openTransport(t, peer.port, { settings: { connectMs: 200 } });
  for (let count = 0; count < 2; count += 1) {
    const session = await transport.connect();
    assert.equal((await session.deliver(envelope, sealed(mail("x")), yes)).kind, "accepted");
    session.release();
  }
  assert.equal(peer.connections(), 2);
});

test("an idle connection says QUIT after a while", async (t) => {
  const quit = Promise.withResolvers<void>();
  const answer = (verb: string) => {
    if (verb === "QUIT") quit.resolve();
    return undefined;
  };
  const peer = await startPeer(t, { answer });
  const transport = openTransport(t, peer.port, { settings: { idleMs: 50 } });
  const session = await transport.connect();
  await session.deliver(envelope, sealed(mail("x")), yes);
  session.release();
  // The pool's own timer does not keep a process alive; this test waits for it, so something else must.
  const alive = setInterval(() => undefined, 1000);
  await quit.promise;
  clearInterval(alive);
});

test("a session that is released without an answer does not go back into the pool", async (t) => {
  const peer = await startPeer(t);
  const transport = openTransport(t, peer.port);
  const stopped = await transport.connect();
  await stopped.deliver(envelope, sealed(mail("x")), async () => false);
  stopped.release();
  const next = await transport.connect();
  assert.equal((await next.deliver(envelope, sealed(mail("y")), yes)).kind, "accepted");
  next.release();
  assert.equal(peer.connections(), 2);
});

test("a failed connect makes room for who waits", async (t) => {
  const transport = openTransport(t, 1, { settings: { connectionsMax: 1 } });
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => transport.connect()));
  for (const outcome of outcomes) assert.ok(outcome.status === "rejected" && outcome.reason instanceof HopFailed);
});

test("stopping waits for the delivery behind its mark, and lets nobody begin", async (t) => {
  const atDot = Promise.withResolvers<Socket>();
  const peer = await startPeer(t, {
    answer: (verb, _line, socket) => {
      if (verb === ".") atDot.resolve(socket);
      return verb === "." ? "" : undefined;
    },
  });
  const transport = openTransport(t, peer.port);
  const session = await transport.connect();
  const delivered = session.deliver(envelope, sealed(mail("x")), yes).finally(() => session.release());
  const socket = await atDot.promise;
  const stopped = transport.stop();
  await assert.rejects(transport.connect(), HopFailed);
  socket.write("250 2.0.0 at last\r\n");
  assert.equal((await delivered).kind, "accepted");
  await stopped;
});

test("stopping does not wait longer than allowed", async (t) => {
  const peer = await startPeer(t, { answer: (verb) => (verb === "." ? "" : undefined) });
  const transport = openTransport(t, peer.port, { settings: { stopMs: 100 } });
  const session = await transport.connect();
  void session.deliver(envelope, sealed(mail("x")), yes);
  await transport.stop();
});
