import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { system } from "../domain/agent/actor.ts";
import { performAsSystem } from "../operations/perform.ts";
import { holdAll } from "../operations/supervisor/hold-all.ts";
import { applyHold } from "../operations/system/apply-hold.ts";
import { doneBy, sent } from "../testing/agent-day.ts";
import { acme, testCentre } from "../testing/centre.ts";
import { openTransport } from "../testing/relay.ts";
import { sendingBy } from "../testing/sending-loop.ts";
import { type PeerAnswer, startPeer } from "../testing/smtp-peer.ts";

const connections = 5;

/** Twelve mails for a hop that was quick, and that lets five connections stand at EHLO until it is told how to go on. */
async function standing(t: TestContext) {
  const agents = acme.agents.map((agent) => ({ ...agent, capacity: { email: 20 } }));
  const centre = await testCentre(t, { ...acme, agents });
  const sockets: Socket[] = [];
  const allStand = Promise.withResolvers<void>();
  let stands = false;
  const answer: PeerAnswer = (verb, _, socket) => {
    if (!stands || verb !== "EHLO") return undefined;
    if (sockets.push(socket) === connections) allStand.resolve();
    return "";
  };
  const peer = await startPeer(t, { answer });
  const sending = sendingBy(
    centre,
    openTransport(t, peer.port, { settings: { connectionsMax: connections, mailsPerConnectionMax: 1 } }),
  );
  const rows = async (where: string): Promise<number> => {
    const { rows: found } = await centre.pool.query(`SELECT count(*)::int AS count FROM deliveries WHERE ${where}`);
    return found[0].count;
  };
  await sent(centre, "alice");
  await sending.round();
  for (let count = 0; count < 12; count++) await sent(centre, "alice");
  stands = true;
  const round = sending.round();
  await allStand.promise;
  const goOn = (reply: string) => {
    stands = false;
    for (const socket of sockets.splice(0)) socket.write(`${reply}\r\n`);
  };
  return { centre, peer, sending, rows, round, goOn };
}

test("a quick hop has as many mails at hand as it has connections, and each goes once", async (t) => {
  const { peer, sending, rows, round, goOn } = await standing(t);
  assert.equal(await rows("state = 'sending'"), 2 * connections);
  assert.equal(peer.connections(), 1 + connections);
  goOn("250 peer.test");
  await round;
  assert.equal(await rows("state = 'sent'"), 1 + 2 * connections, "what was at hand went without another look");
  await sending.round();
  assert.deepEqual([await rows("state = 'sent' AND attempts = 1"), peer.bodies.length], [13, 13]);
});

test("what waits longer than a second for a connection is given back, as if it had not been claimed", async (t) => {
  const { centre, peer, sending, rows, round, goOn } = await standing(t);
  centre.clock.advance(2_000);
  const attempts = new Set(sending.state.underWay);
  const next = sending.round();
  const givenBack = [...sending.state.underWay].filter((one) => !attempts.has(one));
  await Promise.all(givenBack.map(({ ended }) => ended));
  assert.equal(await rows("state = 'sending'"), connections);
  assert.equal(await rows("state = 'waiting' AND attempts = 0"), 7);
  goOn("250 peer.test");
  await Promise.all([round, next]);
  for (let rounds = 0; rounds < 2; rounds++) await sending.round();
  assert.deepEqual([await rows("state = 'sent' AND attempts = 1"), peer.bodies.length], [13, 13]);
});

test("a hop that fails gets nothing more of what was claimed ahead", async (t) => {
  const { peer, rows, round, goOn } = await standing(t);
  goOn("421 4.3.2 shutting down");
  await round;
  assert.deepEqual([await rows("state = 'retrying'"), await rows("state = 'waiting' AND attempts = 0")], [5, 7]);
  assert.equal(peer.bodies.length, 1);
});

test("once a Hold of all mail is answered no final dot leaves, of what is under way as of what was claimed ahead", async (t) => {
  const { centre, peer, sending, rows, round, goOn } = await standing(t);
  const hold = async (row: "Hold" | "Release") => {
    await doneBy(centre, "sam", holdAll, { input: { row } });
    await performAsSystem(centre.performing, { operation: applyHold, actor: system, input: { limit: 20 } });
  };
  await hold("Hold");
  goOn("250 peer.test");
  await round;
  assert.equal(peer.bodies.length, 1);
  await hold("Hold");
  assert.equal(await rows("state = 'held'"), 12);
  await hold("Release");
  for (let rounds = 0; rounds < 3; rounds++) await sending.round();
  assert.deepEqual([await rows("state = 'sent'"), peer.bodies.length], [13, 13]);
});
