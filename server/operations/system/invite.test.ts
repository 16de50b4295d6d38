import assert from "node:assert/strict";
import { test } from "node:test";
import { system } from "../../domain/agent/actor.ts";
import { runDue } from "../../loops/clock.ts";
import { doneBy, load, owned, readAndRoute, ready, receive, route } from "../../testing/agent-day.ts";
import { acme, type Centre, testCentre } from "../../testing/centre.ts";
import { accept } from "../email/accept.ts";
import { reject } from "../email/reject.ts";
import { setInFocus } from "../email/set-in-focus.ts";
import { performAsSystem } from "../perform.ts";
import { setReadiness } from "../session/set-readiness.ts";
import { invite } from "./invite.ts";

const inviting = async (centre: Centre, target: string, userName: string) =>
  performAsSystem(centre.performing, {
    ...{ operation: invite, actor: system, target },
    input: { agent: (await centre.as(userName)).id, why: "a test" },
  });
const refusedKind = (result: Awaited<ReturnType<typeof inviting>>) => (result.ok ? "done" : result.refusal.kind);
const channelOf = async (centre: Centre, userName: string) => {
  const { id } = await centre.as(userName);
  return centre.performing.store.read((reading) => reading.agents.channel(id));
};

test("what is not read yet is offered to nobody", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice");
  const id = await receive(centre);
  await route(centre);
  assert.equal((await load(centre, id)).state, "Queued");
});

test("a decision made on an older picture does no harm: readiness, room and pause are asked under the lock", async (t) => {
  const centre = await testCentre(t);
  const ids = [await receive(centre), await receive(centre), await receive(centre), await receive(centre)];
  await readAndRoute(centre);
  const [first = "", ...others] = ids;
  assert.equal(refusedKind(await inviting(centre, first, "alice")), "notPossible", "logged out");
  await ready(centre, "alice");
  const results = await Promise.all(ids.map((id) => inviting(centre, id, "alice")));
  assert.equal(results.filter((result) => result.ok).length, 3, "capacity is 3");
  assert.equal(refusedKind(await inviting(centre, first, "sam")), "notPossible", "no English");
  const invited = (await Promise.all(ids.map((id) => load(centre, id)))).find((one) => one.state === "Invited");
  await doneBy(centre, "alice", reject, { target: invited?.id ?? "", input: {} });
  assert.equal(refusedKind(await inviting(centre, invited?.id ?? "", "alice")), "notPossible", "declined just now");
  assert.equal(others.length, 3);
});

test("one interaction that two agents are chosen for at once is offered to one", async (t) => {
  const centre = await testCentre(t);
  const id = await receive(centre);
  await readAndRoute(centre);
  await ready(centre, "alice", "bob");
  const results = await Promise.all(["alice", "bob", "alice", "bob"].map((name) => inviting(centre, id, name)));
  assert.equal(results.filter((result) => result.ok).length, 1);
  assert.equal((await load(centre, id)).version, 2);
});

test("work is shared: each e-mail goes to the agent with less, no more than they can hold", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice", "bob");
  const ids: string[] = [];
  for (let index = 0; index < 8; index += 1) {
    ids.push(await receive(centre));
    centre.clock.advance(1);
  }
  await readAndRoute(centre);
  const held = await Promise.all(ids.map((id) => load(centre, id)));
  const names = await Promise.all(["alice", "bob"].map((name) => centre.as(name)));
  assert.deepEqual(
    names.map(({ id }) => held.filter((one) => one.holder === id).length),
    [3, 3],
  );
  assert.deepEqual(
    held.slice(6).map((one) => one.state),
    ["Queued", "Queued"],
    "the youngest wait",
  );
});

test("after its time a queue asks for less", async (t) => {
  const [support, ...queues] = acme.queues;
  const relax = [{ after: 60, skills: "French >= 2" }];
  const routing = { skills: "English >= 9", relax };
  const centre = await testCentre(t, { ...acme, queues: [{ ...support, name: "support", routing }, ...queues] });
  await ready(centre, "alice");
  const id = await receive(centre);
  await readAndRoute(centre);
  centre.clock.advance(59_999);
  await route(centre);
  assert.equal((await load(centre, id)).state, "Queued");
  centre.clock.advance(1);
  await route(centre);
  assert.equal((await load(centre, id)).state, "Invited");
});

test("what waits too long overflows to the end of another queue, and says so once", async (t) => {
  const [support, ...queues] = acme.queues;
  const routing = { skills: "English >= 9", overflow: { after: 900, queue: "general" } };
  const centre = await testCentre(t, { ...acme, queues: [{ ...support, name: "support", routing }, ...queues] });
  const id = await receive(centre);
  await readAndRoute(centre);
  centre.clock.advance(899_999);
  await runDue(centre.performing);
  assert.equal((await load(centre, id)).version, 1);
  centre.clock.advance(1);
  await runDue(centre.performing);
  await runDue(centre.performing);
  const after = await load(centre, id);
  const general = await centre.performing.store.read((reading) => reading.centre.queueNamed("general"));
  assert.deepEqual([after.state, after.queue, after.version, after.deadline], ["Queued", general?.id, 2, undefined]);
  assert.equal(after.position.enqueuedAt, centre.clock.steady());
  await ready(centre, "sam");
  await route(centre);
  assert.equal((await load(centre, id)).state, "Invited");
});

test("an invitation keeps the overflow's clock running", async (t) => {
  const [support, ...queues] = acme.queues;
  const routing = { skills: "English >= 3", overflow: { after: 20, queue: "general" } };
  const centre = await testCentre(t, { ...acme, queues: [{ ...support, name: "support", routing }, ...queues] });
  await ready(centre, "alice");
  const id = await receive(centre);
  await readAndRoute(centre);
  centre.clock.advance(30_000);
  await runDue(centre.performing);
  assert.equal((await load(centre, id)).deadline?.row, "Overflow", "back, and due at once");
  await runDue(centre.performing);
  const general = await centre.performing.store.read((reading) => reading.centre.queueNamed("general"));
  assert.equal((await load(centre, id)).queue, general?.id);
});

test("only expiries in a row count: an Accept, a Reject or Ready begins anew", async (t) => {
  const centre = await testCentre(t);
  const expireOne = async () => {
    const id = await receive(centre);
    await readAndRoute(centre);
    assert.equal((await load(centre, id)).state, "Invited");
    centre.clock.advance(30_000);
    await runDue(centre.performing);
    return id;
  };
  await ready(centre, "alice");
  const first = await expireOne();
  await expireOne();
  centre.clock.advance(10_000);
  await route(centre);
  await doneBy(centre, "alice", accept, { target: first, input: { rememberAgent: false } });
  assert.equal((await channelOf(centre, "alice")).expiredInvitations, 0);
  await doneBy(centre, "alice", setReadiness, { input: { state: "Ready" } });
  assert.equal((await channelOf(centre, "alice")).state, "Ready");
});

test("a queue's own time for invitations counts before the centre's", async (t) => {
  const [support, ...queues] = acme.queues;
  const centre = await testCentre(t, {
    ...acme,
    queues: [{ ...support, name: "support", invitationTimeout: 5 }, ...queues],
  });
  await ready(centre, "alice");
  const id = await receive(centre);
  await readAndRoute(centre);
  assert.equal((await load(centre, id)).deadline?.due, centre.clock.steady() + 5_000);
});

test("the wall clock moves no deadline", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice");
  const id = await receive(centre);
  await readAndRoute(centre);
  centre.clock.stepWall(86_400_000);
  await runDue(centre.performing);
  assert.equal((await load(centre, id)).state, "Invited");
  centre.clock.stepWall(-2 * 86_400_000);
  centre.clock.advance(30_000);
  await runDue(centre.performing);
  assert.equal((await load(centre, id)).state, "Queued");
});

test("looking at an e-mail starts its clock anew, and no one hears of it", async (t) => {
  const centre = await testCentre(t);
  const id = await owned(centre, "alice");
  const before = await load(centre, id);
  centre.clock.advance(10_000_000);

  await doneBy(centre, "alice", setInFocus, { target: id, input: {} });
  centre.clock.advance(10_000_000);
  await runDue(centre.performing);
  const after = await load(centre, id);
  assert.deepEqual([after.state, after.version], ["Processing", before.version]);
});
