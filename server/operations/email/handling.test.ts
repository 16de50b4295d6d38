import assert from "node:assert/strict";
import { test } from "node:test";
import { runDue } from "../../loops/clock.ts";
import { ask, doneBy, load, readAndRoute, ready, receive, route } from "../../testing/agent-day.ts";
import { testCentre } from "../../testing/centre.ts";
import { accept } from "./accept.ts";
import { complete } from "./complete.ts";
import { placeInQueue } from "./place-in-queue.ts";
import { reject } from "./reject.ts";
import { reply } from "./reply.ts";
import { send } from "./send.ts";

const replyInput = {
  subjectPrefix: "Re: ",
  indent: "> ",
  startLine: "Ann wrote:",
  quoteOriginal: true,
  userData: {},
  userDataPath: "$.userData",
} as const;

test("a mail is read, offered to a ready agent, accepted, answered and sent", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice");
  const id = await receive(centre);
  await readAndRoute(centre);
  const invited = await load(centre, id);
  assert.equal(invited.state, "Invited");
  assert.equal(invited.version, 2);
  assert.equal(invited.userData["ContactId"], invited.contact);

  await doneBy(centre, "alice", accept, { target: id, input: { rememberAgent: false } });
  const { interaction: draft } = await doneBy(centre, "alice", reply, { target: id, input: replyInput });
  const content = await centre.performing.store.read((reading) => reading.interactions.content(draft.content));
  assert.equal(content?.subject, "Re: Order 4711");
  assert.equal(content?.text, "Ann wrote:\n> Where is it?\n> Ann");
  assert.deepEqual(content?.to, [{ name: "Ann Lee", address: "ann@customer.test" }]);
  assert.deepEqual(content?.from, { name: "Acme Support", address: "support@acme.test" });

  const { interaction: sent } = await doneBy(centre, "alice", send, {
    target: draft.id,
    input: { rememberAgent: false },
  });
  assert.equal(sent.state, "Sent");
  assert.equal(sent.delivery, "waiting");
  const delivery = await centre.performing.store.read((reading) => reading.deliveries.of(sent.id));
  assert.deepEqual(delivery?.delivery.to, ["ann@customer.test"]);
  assert.match(
    Buffer.from(await centre.files.read(delivery?.delivery.sha256 ?? "")).toString(),
    /\r\nIn-Reply-To: <m\d+@customer.test>\r\n/,
  );
  await doneBy(centre, "alice", complete, { target: id, input: { rememberAgent: false } });
  assert.equal((await load(centre, id)).state, "Completed");
});

test("a rejected e-mail keeps its place, goes to somebody else, and is not offered to the same agent for a while", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice");
  const id = await receive(centre);
  await readAndRoute(centre);
  const before = await load(centre, id);
  await doneBy(centre, "alice", reject, { target: id, input: {} });
  await route(centre);
  const after = await load(centre, id);
  assert.equal(after.state, "Queued");
  assert.deepEqual(after.position, before.position);
  await ready(centre, "bob");
  await route(centre);
  assert.equal((await load(centre, id)).holder, (await centre.as("bob")).id);
});

test("an invitation that expires goes back, and the third in a row makes the agent NotReady, who is told", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice");
  const id = await receive(centre);
  for (let round = 1; round <= 3; round += 1) {
    await readAndRoute(centre);
    assert.equal((await load(centre, id)).state, "Invited", `round ${round}`);
    centre.clock.advance(29_999);
    await runDue(centre.performing);
    assert.equal((await load(centre, id)).state, "Invited", "never early");
    centre.clock.advance(1);
    await runDue(centre.performing);
    assert.equal((await load(centre, id)).state, "Queued");
    centre.clock.advance(10_000);
  }
  const alice = await centre.as("alice");
  const channel = await centre.performing.store.read((reading) => reading.agents.channel(alice.id));
  assert.equal(channel.state, "NotReady");
  assert.equal(channel.reason, "InvitationsExpired");
  const notices = await centre.performing.store.read((reading) => reading.notices.of(alice.id));
  const about = { operation: "SetState", state: "NotReady", reason: "InvitationsExpired" };
  assert.deepEqual(
    notices.map((one) => [one.by, one.about]),
    [[undefined, about]],
  );
});

test("an e-mail that nobody works on goes back to its queue, a draft to the workbin draft", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice");
  const id = await receive(centre);
  await readAndRoute(centre);
  await doneBy(centre, "alice", accept, { target: id, input: { rememberAgent: false } });
  const { interaction: draft } = await doneBy(centre, "alice", reply, { target: id, input: replyInput });
  centre.clock.advance(10_800_000);
  await runDue(centre.performing);
  assert.equal((await load(centre, id)).state, "Queued");
  const shelved = await load(centre, draft.id);
  assert.equal(shelved.state, "InWorkbin");
  assert.equal(shelved.shelf?.name, "draft");
});

test("what is placed in a queue is offered to another agent", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice", "bob");
  const id = await receive(centre);
  await readAndRoute(centre);
  const holder = (await load(centre, id)).holder;
  const name = (await centre.as("alice")).id === holder ? "alice" : "bob";
  await doneBy(centre, name, accept, { target: id, input: { rememberAgent: false } });
  const queue = { name: { value: "general", path: "$.queueName" } };
  await doneBy(centre, name, placeInQueue, { target: id, input: { queue } });
  await route(centre);
  const placed = await load(centre, id);
  assert.equal(placed.state, "Invited");
  assert.notEqual(placed.holder, holder);
});

test("refusals come in the documented order and change nothing", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice");
  const id = await receive(centre);
  await readAndRoute(centre);
  const before = await load(centre, id);
  const early = await ask(centre, "alice", reply, { target: id, input: replyInput });
  assert.deepEqual(early, { ok: false, refusal: { kind: "wrongState", operation: "Reply", state: "Invited" } });
  const other = await ask(centre, "bob", accept, { target: id, input: { rememberAgent: false } });
  assert.deepEqual(other, { ok: false, refusal: { kind: "offeredToAnother", operation: "Accept" } });
  const stale = await ask(centre, "alice", accept, { target: id, input: { rememberAgent: false }, expectedVersion: 1 });
  assert.deepEqual(stale, { ok: false, refusal: { kind: "staleVersion", given: 1, present: 2 } });
  const role = await ask(centre, "root", accept, { target: id, input: { rememberAgent: false } });
  assert.equal(!role.ok && role.refusal.kind, "roleMissing");
  assert.deepEqual(await load(centre, id), before);
});
