import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { openTransport } from "../../testing/relay.ts";
import { sendingBy } from "../../testing/sending-loop.ts";
import { type PeerAnswer, startPeer } from "../../testing/smtp-peer.ts";
import { desk, dialects, type Shown } from "./desk.fixture.ts";

/** A mail of alice to three people, and a relay that answers as the test says. */
async function onItsWay(t: TestContext, answer: PeerAnswer, dialect: (typeof dialects)[number] = dialects[1]) {
  const at = await desk(t, dialect);
  const peer = await startPeer(t, { extensions: ["PIPELINING", "ENHANCEDSTATUSCODES"], answer });
  const sending = sendingBy(at.centre, openTransport(t, peer.port));
  const id = await at.done("alice", await at.accepted("alice"), { operationName: "Reply" });
  const email = { to: ["ann@customer.test"], cc: ["bob@customer.test"], bcc: ["eve@customer.test"] };
  await at.done("alice", id, { operationName: "Send", email: { ...email, bodyAsPlainText: "Tomorrow." } });
  await at.heard("alice");
  const delivery = async (): Promise<Shown> => {
    const { json } = await at.ask({ path: `/api/v2/interactions/${id}/delivery`, as: "alice" });
    return json["delivery"];
  };
  const said = async () => (await at.heard("alice")).map((one) => [one.notificationType, one.errorMessage]);
  const recipients = async () =>
    (await delivery()).recipients?.map(({ address, state, code, text }: Shown) => [address, state, code, text]);
  return { at, peer, id, sending, delivery, said, recipients };
}

const of = (line: string): string => /<(\w+)@/.exec(line)?.[1] ?? "";

for (const dialect of dialects) {
  test(`refused in part: the mail stays Sent, the sender gets an Error that names whom and why (dialect ${dialect.name})`, async (t) => {
    const { at, id, peer, sending, delivery, said, recipients } = await onItsWay(
      t,
      (verb, line) => (verb === "RCPT" && of(line) === "bob" ? "550 5.1.1 no such user" : undefined),
      dialect,
    );
    await sending.round();
    assert.deepEqual(await said(), [["Error", "delivery refused for bob@customer.test: 550 5.1.1 no such user"]]);
    assert.deepEqual([(await delivery()).state, (await at.read("alice", id)).state], ["sent", "Sent"]);
    assert.deepEqual(await recipients(), [
      ["ann@customer.test", "sent", 250, "queued as PEER1"],
      ["bob@customer.test", "failed", 550, "no such user"],
      ["eve@customer.test", "sent", 250, "queued as PEER1"],
    ]);
    assert.equal(peer.bodies.length, 1);
  });
}

test("those put off are a group of their own: sent meanwhile, tried again alone with the same bytes, then all have it", async (t) => {
  let isBusy = true;
  const { at, peer, sending, delivery, said, recipients } = await onItsWay(t, (verb, line) =>
    isBusy && verb === "RCPT" && of(line) !== "ann" ? "451 4.7.1 greylisted" : undefined,
  );
  await sending.round();
  const first = await delivery();
  assert.deepEqual([first.state, typeof first.nextAttemptAt], ["sent", "string"]);
  assert.deepEqual(await recipients(), [
    ["ann@customer.test", "sent", 250, "queued as PEER1"],
    ["bob@customer.test", "retrying", 451, "greylisted"],
    ["eve@customer.test", "retrying", 451, "greylisted"],
  ]);
  isBusy = false;
  await sending.round();
  assert.equal(peer.bodies.length, 1, "not before its time");
  at.centre.clock.advance(60_000);
  await sending.round();
  assert.equal(peer.bodies.length, 2);
  assert.ok(peer.bodies[0]?.equals(peer.bodies[1] ?? Buffer.alloc(0)), "the same bytes");
  const rcpt = peer.lines.filter((line) => line.startsWith("RCPT")).map(of);
  assert.deepEqual(rcpt, ["ann", "bob", "eve", "bob", "eve"], "nobody gets it twice");
  const last = await delivery();
  assert.deepEqual([last.state, last.nextAttemptAt], ["sent", undefined]);
  assert.deepEqual(
    (await recipients()).map(([, state]: Shown) => state),
    ["sent", "sent", "sent"],
  );
  assert.deepEqual(await said(), []);
});

test("when the schedule ends for those who were put off, they are named, and the mail stays Sent", async (t) => {
  const { at, id, sending, said, recipients } = await onItsWay(t, (verb, line) =>
    verb === "RCPT" && of(line) === "bob" ? "452 4.2.2 mailbox full" : undefined,
  );
  for (const waitMs of [60, 300, 900, 3600, 14_400, 0].map((seconds) => seconds * 1000)) {
    await sending.round();
    at.centre.clock.advance(waitMs);
  }
  assert.deepEqual(await said(), [["Error", "delivery refused for bob@customer.test: 452 4.2.2 mailbox full"]]);
  assert.equal((await at.read("alice", id)).state, "Sent");
  assert.deepEqual((await recipients())[1], ["bob@customer.test", "failed", 452, "mailbox full"]);
});

test("a lost reply of the second group is unknown for it alone, named, and a Resend goes to nobody else", async (t) => {
  let attempts = 0;
  const { at, id, peer, sending, delivery, said, recipients } = await onItsWay(t, (verb, line, socket) => {
    if (verb === "EHLO") attempts += 1;
    if (attempts === 1 && verb === "RCPT" && of(line) === "bob") return "450 4.2.0 busy";
    if (attempts === 2 && verb === ".") {
      socket.destroy();
      return "";
    }
    return undefined;
  });
  await sending.round();
  // The first connection is done with: the second group makes one of its own.
  at.centre.clock.advance(60_000);
  attempts = 2;
  await sending.round();
  assert.equal((await delivery()).state, "unknown");
  const [[type, message] = []] = (await said()).filter(([kind]) => kind === "Error");
  assert.equal(type, "Error");
  assert.match(String(message), /^delivery unknown for bob@customer\.test: /);
  assert.deepEqual(
    (await recipients()).map(([address, state]: Shown) => [address, state]),
    [
      ["ann@customer.test", "sent"],
      ["bob@customer.test", "unknown"],
      ["eve@customer.test", "sent"],
    ],
  );
  attempts = 3;
  const path = `/api/v2/interactions/${id}/delivery`;
  const again = await at.ask({ method: "POST", path, as: "alice", body: { operationName: "Resend" } });
  assert.equal(again.status, 200, again.text);
  await sending.round();
  assert.deepEqual(
    peer.lines
      .filter((line) => line.startsWith("RCPT"))
      .map(of)
      .slice(3),
    ["bob", "bob"],
  );
  assert.equal((await delivery()).state, "sent");
});

test("what some have cannot be cancelled, but the rest can be held", async (t) => {
  const { at, id, sending, delivery, recipients } = await onItsWay(t, (verb, line) =>
    verb === "RCPT" && of(line) === "bob" ? "451 4.7.1 greylisted" : undefined,
  );
  await sending.round();
  const ask = (operationName: string) =>
    at.ask({
      ...{ method: "POST", path: `/api/v2/interactions/${id}/delivery`, as: "sam" },
      body: { operationName },
    });
  const refused = await ask("Cancel");
  assert.deepEqual(
    [refused.status, refused.json["statusMessage"]],
    [409, "Cancel is not possible: the delivery is sent"],
  );
  assert.equal((await ask("Hold")).status, 200);
  at.centre.clock.advance(60_000);
  await sending.round();
  assert.equal((await delivery()).state, "sent");
  assert.deepEqual((await recipients()).find(([address]: Shown) => address === "bob@customer.test")[1], "held");
});
