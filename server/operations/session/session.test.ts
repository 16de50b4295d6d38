import assert from "node:assert/strict";
import { test } from "node:test";
import { system } from "../../domain/agent/actor.ts";
import { runDue } from "../../loops/clock.ts";
import { ask, doneBy, load, owned, readAndRoute, ready, receive, route } from "../../testing/agent-day.ts";
import { type Centre, testCentre } from "../../testing/centre.ts";
import { reject } from "../email/reject.ts";
import { performAsSystem } from "../perform.ts";
import { endIdleSession } from "../system/end-idle-session.ts";
import { changePassword } from "./change-password.ts";
import { logIn } from "./log-in.ts";
import { logOut } from "./log-out.ts";
import { noteActivity } from "./note-activity.ts";
import { setDoNotDisturb } from "./set-do-not-disturb.ts";
import { setReadiness } from "./set-readiness.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";

const channelOf = async (centre: Centre, userName: string) => {
  const { id } = await centre.as(userName);
  return centre.performing.store.read((reading) => reading.agents.channel(id));
};

test("logging in makes NotReady; e-mail is the only channel, others are named", async (t) => {
  const centre = await testCentre(t);
  const both = await doneBy(centre, "alice", logIn, { input: { channels: ["email", "voice", "email"] } });
  assert.deepEqual(both.channels, [
    { channel: "email", known: true },
    { channel: "voice", known: false },
  ]);
  assert.equal((await channelOf(centre, "alice")).state, "NotReady");
  const refused = await ask(centre, "bob", logIn, { input: { channels: ["voice"] } });
  assert.deepEqual(refused, { ok: false, refusal: { kind: "notFound", thing: "channel", name: "voice" } });
  assert.equal((await channelOf(centre, "bob")).state, "LoggedOut");
  const admin = await ask(centre, "root", logIn, { input: { channels: ["email"] } });
  assert.equal(!admin.ok && admin.refusal.kind, "roleMissing");
});

test("Ready needs a contact-center session", async (t) => {
  const centre = await testCentre(t);
  for (const [operation, asked] of [
    ["Ready", ask(centre, "alice", setReadiness, { input: { state: "Ready" } })],
    ["DoNotDisturbOn", ask(centre, "alice", setDoNotDisturb, { input: { on: true } })],
  ] as const) {
    const because = "there is no contact-center session";
    assert.deepEqual(await asked, { ok: false, refusal: { kind: "notPossible", operation, because } });
  }
});

test("nothing is offered while NotReady or not to be disturbed; what is offered already stays", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice");
  const offered = await receive(centre);
  await readAndRoute(centre);
  await doneBy(centre, "alice", setReadiness, { input: { state: "NotReady", reason: "Lunch" } });
  const waiting = await receive(centre);
  await readAndRoute(centre);
  assert.deepEqual([(await load(centre, offered)).state, (await load(centre, waiting)).state], ["Invited", "Queued"]);
  await doneBy(centre, "alice", setReadiness, { input: { state: "Ready" } });
  await doneBy(centre, "alice", setDoNotDisturb, { input: { on: true } });
  await route(centre);
  assert.equal((await load(centre, waiting)).state, "Queued");
  await doneBy(centre, "alice", setDoNotDisturb, { input: { on: false } });
  await route(centre);
  assert.equal((await load(centre, waiting)).state, "Invited");
});

test("offline_agent_items_return: logging out gives back what is offered, to its place, and keeps what is held; coming back brings it not at once", async (t) => {
  const centre = await testCentre(t);
  const held = await owned(centre, "alice");
  const offered = await receive(centre);
  await readAndRoute(centre);
  const { position, version } = await load(centre, offered);
  await doneBy(centre, "alice", logOut, { input: {} });
  const back = await load(centre, offered);
  assert.deepEqual(
    [back.state, back.holder, back.position, back.version],
    ["Queued", undefined, position, version + 1],
  );
  assert.equal((await load(centre, held)).state, "Processing");
  await ready(centre, "alice");
  await route(centre);
  assert.equal((await load(centre, offered)).state, "Queued", "not within afterRejectPause");
  centre.clock.advance(10_000);
  await route(centre);
  assert.equal((await load(centre, offered)).state, "Invited");
});

test("what expires in an agent's hands is not offered to the same agent at once", async (t) => {
  const centre = await testCentre(t);
  const id = await owned(centre, "alice");
  centre.clock.advance(10_800_000);
  await doneBy(centre, "alice", noteActivity, { input: { user: (await centre.as("alice")).id } });
  await runDue(centre.performing);
  await route(centre);
  assert.equal((await load(centre, id)).state, "Queued");
  centre.clock.advance(10_000);
  await route(centre);
  assert.equal((await load(centre, id)).state, "Invited");
});

test("a session in which nobody asks for anything ends by itself, one that is used does not", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice", "bob");
  const bob = await centre.as("bob");
  centre.clock.advance(1_799_999);
  await doneBy(centre, "bob", noteActivity, { input: { user: bob.id } });
  centre.clock.advance(2);
  await runDue(centre.performing);
  assert.equal((await channelOf(centre, "alice")).state, "LoggedOut");
  assert.equal((await channelOf(centre, "bob")).state, "Ready");
  const input = { user: bob.id, before: centre.clock.steady() - 1_800_000 };
  await performAsSystem(centre.performing, { operation: endIdleSession, actor: system, input });
  assert.equal((await channelOf(centre, "bob")).state, "Ready", "asked once more under the lock");
});

test("a rejected e-mail is the next agent's, with the comment in its history", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice");
  const id = await receive(centre);
  await readAndRoute(centre);
  await doneBy(centre, "alice", reject, { target: id, input: { comment: "not my language" } });
  const { comments } = await load(centre, id);
  assert.deepEqual(comments, [{ at: centre.clock.wall(), by: "alice", text: "not my language" }]);
});

test("HTTP sessions are rows: made, used, ended", async (t) => {
  const centre = await testCentre(t);
  const { id } = await centre.as("alice");
  const find = (idHash: string) => centre.performing.store.read((reading) => reading.sessions.byHash(idHash));
  await doneBy(centre, "alice", signIn, { input: { idHash: "h1", csrfToken: "c1" } });
  const madeAt = centre.clock.wall();
  centre.clock.advance(5_000);
  await doneBy(centre, "alice", noteActivity, { input: { user: id, idHash: "h1" } });
  assert.deepEqual(await find("h1"), {
    ...{ idHash: "h1", user: id, csrfToken: "c1", createdAt: madeAt, lastSeenAt: madeAt + 5_000 },
  });
  await doneBy(centre, "alice", signOut, { input: { idHash: "h1" } });
  assert.equal((await find("h1"))?.createdAt, 0, "too old to count: an ended cookie does not begin again");
});

test("a changed password is the one that counts, and is no longer to be changed", async (t) => {
  const centre = await testCentre(t);
  const { id } = await centre.as("alice");
  await centre.pool.query("UPDATE users SET change_password_on_first_login = true WHERE id = $1", [id]);
  const passwordHash = await centre.passwords.hash("a better one");
  await doneBy(centre, "alice", changePassword, { input: { passwordHash, session: undefined } });
  const { user, credential } = await centre.performing.store.read(async (reading) => ({
    user: await reading.users.byId(id),
    credential: await reading.users.credential("ALICE"),
  }));
  assert.equal(user?.changePasswordOnFirstLogin, false);
  assert.equal(await centre.passwords.verify(credential?.passwordHash, "a better one"), true);
});
