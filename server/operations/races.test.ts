import assert from "node:assert/strict";
import { test } from "node:test";
import { system } from "../domain/agent/actor.ts";
import { ask, doneBy, drafted, load, owned, readAndRoute, ready, receive, replyInput } from "../testing/agent-day.ts";
import { type Centre, testCentre } from "../testing/centre.ts";
import { accept } from "./email/accept.ts";
import { addComment } from "./email/add-comment.ts";
import { cancel } from "./email/cancel.ts";
import { complete } from "./email/complete.ts";
import { deleteUserData } from "./email/delete-user-data.ts";
import { placeInQueue } from "./email/place-in-queue.ts";
import { reject } from "./email/reject.ts";
import { reply } from "./email/reply.ts";
import { save } from "./email/save.ts";
import { send } from "./email/send.ts";
import { setDisposition } from "./email/set-disposition.ts";
import { setInFocus } from "./email/set-in-focus.ts";
import { setUserData } from "./email/set-user-data.ts";
import type { Result } from "./operation.ts";
import { performAsSystem } from "./perform.ts";
import { logIn } from "./session/log-in.ts";
import { logOut } from "./session/log-out.ts";
import { setReadiness } from "./session/set-readiness.ts";
import { expire } from "./system/expire.ts";

const rounds = 8;
const input = { rememberAgent: false };
const general = { queue: { name: { value: "general", path: "$.queueName" } } };

const expiring = (centre: Centre, target: string) =>
  performAsSystem(centre.performing, { operation: expire, actor: system, target, input: {} });
const dones = (results: readonly Result<unknown>[]): number => results.filter((result) => result.ok).length;
const kinds = (results: readonly Result<unknown>[]) =>
  results.flatMap((result) => (result.ok ? [] : [result.refusal.kind])).toSorted();

/** What the history says happened to an interaction, in order. */
const history = async (centre: Centre, id: string): Promise<readonly string[]> => {
  const { rows } = await centre.pool.query(
    "SELECT event ->> 'operation' AS operation FROM outbox WHERE event -> 'interaction' ->> 'id' = $1 ORDER BY id",
    [id],
  );
  return rows.map((row) => row.operation);
};

async function invited(centre: Centre): Promise<string> {
  const id = await receive(centre);
  await readAndRoute(centre);
  assert.equal((await load(centre, id)).state, "Invited");
  return id;
}

test("two Accepts of one invitation, from many sessions of its agent: one wins, the others are told the state", async (t) => {
  const centre = await testCentre(t);
  await ready(centre, "alice");
  const target = await invited(centre);
  const results = await Promise.all(Array.from({ length: 10 }, () => ask(centre, "alice", accept, { target, input })));
  assert.equal(dones(results), 1);
  assert.deepEqual(kinds(results), Array(9).fill("wrongState"));
  assert.equal((await load(centre, target)).version, 3);
});

test("Accept against the deadline: exactly one of them happens", async (t) => {
  const centre = await testCentre(t);
  const outcomes = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    await ready(centre, "alice");
    const target = await invited(centre);
    centre.clock.advance(30_000);
    const racers = [() => ask(centre, "alice", accept, { target, input }), () => expiring(centre, target)];
    const order = round % 2 === 0 ? racers : racers.toReversed();
    await Promise.all([...order, () => expiring(centre, target)].map((race) => race()));
    const after = await load(centre, target);
    const happened = (await history(centre, target)).filter((one) => one === "Accept" || one === "ExpireInvitation");
    assert.equal(happened.length, 1);
    assert.equal(after.state, happened[0] === "Accept" ? "Processing" : "Queued");
    outcomes.add(after.state);
    if (after.state === "Processing") await doneBy(centre, "alice", complete, { target, input });
    else
      await centre.pool.query('UPDATE interactions SET requirement = \'{"group":"nobody"}\' WHERE id = $1', [target]);
  }
  t.diagnostic(`won: ${[...outcomes].join(", ")}`);
});

test("Accept, Reject, the deadline and the log-out together: one winner, and the log-out leaves no invitation behind", async (t) => {
  const centre = await testCentre(t);
  for (let round = 0; round < rounds; round += 1) {
    await ready(centre, "alice");
    const target = await invited(centre);
    centre.clock.advance(30_000);
    const racers: readonly (() => Promise<Result<unknown>>)[] = [
      () => ask(centre, "alice", accept, { target, input }),
      () => ask(centre, "alice", reject, { target, input: {} }),
      () => expiring(centre, target),
      () => ask(centre, "alice", logOut, { input: {} }),
      () => ask(centre, "alice", accept, { target, input }),
    ];
    await Promise.all([...racers.slice(round % 5), ...racers.slice(0, round % 5)].map((race) => race()));
    const ends = ["Accept", "Reject", "ExpireInvitation", "RevokeAtLogOut"];
    assert.equal((await history(centre, target)).filter((one) => ends.includes(one)).length, 1);
    const after = await load(centre, target);
    assert(after.state === "Processing" || after.state === "Queued");
    if (after.state === "Processing") await doneBy(centre, "alice", complete, { target, input });
    else
      await centre.pool.query('UPDATE interactions SET requirement = \'{"group":"nobody"}\' WHERE id = $1', [target]);
  }
});

test("PlaceInQueue, Complete, Reply and a look at it: the ending happens once, and no reply after it", async (t) => {
  const centre = await testCentre(t);
  for (let round = 0; round < rounds; round += 1) {
    const target = await owned(centre, "alice");
    const racers: readonly (() => Promise<Result<unknown>>)[] = [
      () => ask(centre, "alice", placeInQueue, { target, input: general }),
      () => ask(centre, "alice", complete, { target, input }),
      () => ask(centre, "alice", setInFocus, { target, input: {} }),
      () => ask(centre, "alice", reply, { target, input: replyInput }),
    ];
    const results = await Promise.all(
      [...racers.slice(round % 4), ...racers.slice(0, round % 4)].map((race) => race()),
    );
    const happened = (await history(centre, target)).filter((one) => one === "PlaceInQueue" || one === "Complete");
    assert.equal(happened.length, 1);
    assert(kinds(results).every((kind) => kind === "wrongState"));
    const { rows } = await centre.pool.query("SELECT id FROM interactions WHERE parent_id = $1", [target]);
    for (const { id } of rows) await doneBy(centre, "alice", cancel, { target: id, input: {} });
  }
});

test("Save, Send and Cancel of one draft: it goes once or not at all", async (t) => {
  const centre = await testCentre(t);
  for (let round = 0; round < rounds; round += 1) {
    const original = await owned(centre, "alice");
    const target = await drafted(centre, "alice", original);
    const content = { path: "$.email", text: `round ${round}`, html: "" };
    const racers: readonly (() => Promise<Result<unknown>>)[] = [
      () => ask(centre, "alice", send, { target, input }),
      () => ask(centre, "alice", cancel, { target, input: {} }),
      () => ask(centre, "alice", save, { target, input: { content } }),
      () => ask(centre, "alice", send, { target, input }),
    ];
    await Promise.all([...racers.slice(round % 4), ...racers.slice(0, round % 4)].map((race) => race()));
    const { state } = await load(centre, target);
    assert(state === "Sent" || state === "Canceled");
    const { rowCount } = await centre.pool.query("SELECT FROM deliveries WHERE interaction_id = $1", [target]);
    assert.equal(rowCount, state === "Sent" ? 1 : 0);
    await doneBy(centre, "alice", complete, { target: original, input });
  }
});

test("many Saves at once lose none: every version is one Save, the last one stands", async (t) => {
  const centre = await testCentre(t);
  const target = await drafted(centre, "alice", await owned(centre, "alice"));
  const texts = Array.from({ length: 4 }, (_, index) => `text ${index}`);
  const results = await Promise.allSettled(
    texts.map((text) =>
      ask(centre, "alice", save, { target, input: { content: { path: "$.email", text, html: "" } } }),
    ),
  );
  const saved = results.filter((result) => result.status === "fulfilled").length;
  const after = await load(centre, target);
  assert.equal(after.version, 1 + saved);
  const { rows } = await centre.pool.query(
    "SELECT event -> 'interaction' ->> 'content' AS content FROM outbox WHERE event ->> 'kind' = 'DraftSaved' ORDER BY id",
  );
  assert.equal(rows.at(-1)?.content, after.content);
  assert.equal(new Set(rows.map((row) => row.content)).size, saved);
});

test("pairs, comments, the disposition and looks that come at once are all kept, and none waits for a second try", async (t) => {
  const centre = await testCentre(t);
  const target = await owned(centre, "alice");
  const before = await load(centre, target);
  const given = Array.from({ length: 5 }, (_, index) => [
    ask(centre, "alice", setUserData, { target, input: { userData: { [`Key${index}`]: index }, path: "$.userData" } }),
    ask(centre, "alice", addComment, { target, input: { comment: `comment ${index}` } }),
    ask(centre, "alice", setInFocus, { target, input: {} }),
  ]);
  const disposition = { value: "Resolved", path: "$.disposition" };
  const results = await Promise.all([
    ...given.flat(),
    ask(centre, "alice", setDisposition, { target, input: { disposition } }),
    ask(centre, "alice", deleteUserData, { target, input: { keys: [{ value: "none", path: "$.keys[0]" }] } }),
  ]);
  assert.equal(dones(results), results.length);
  const { userData, comments, version } = await load(centre, target);
  assert.deepEqual(
    Array.from({ length: 5 }, (_, index) => userData[`Key${index}`]),
    [0, 1, 2, 3, 4],
  );
  assert.equal(userData["DispositionCode"], "Resolved");
  assert.deepEqual(
    comments.map(({ text }) => text).toSorted(),
    Array.from({ length: 5 }, (_, index) => `comment ${index}`),
  );
  assert.ok(version >= before.version + 11);
});

test("agents who log in and out while work is routed never keep what they cannot see", async (t) => {
  const centre = await testCentre(t);
  const ids: string[] = [];
  for (let index = 0; index < 4; index += 1) ids.push(await receive(centre));
  await readAndRoute(centre);
  for (let round = 0; round < rounds; round += 1) {
    centre.clock.advance(10_000);
    await doneBy(centre, "alice", logIn, { input: { channels: ["email"] } });
    await doneBy(centre, "alice", setReadiness, { input: { state: "Ready" } });
    await Promise.all([readAndRoute(centre), ask(centre, "alice", logOut, { input: {} }), readAndRoute(centre)]);
    for (const id of ids) assert.notEqual((await load(centre, id)).state, "Invited", "nobody is logged in");
  }
});
