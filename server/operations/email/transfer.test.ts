import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, doneBy, drafted, load, owned, ready, route } from "../../testing/agent-day.ts";
import { testCentre } from "../../testing/centre.ts";
import { logIn } from "../session/log-in.ts";
import { logOut } from "../session/log-out.ts";
import { accept } from "./accept.ts";
import { placeInQueue } from "./place-in-queue.ts";
import { transfer } from "./transfer.ts";

const toUser = (value: string) =>
  ({ target: { kind: "user", user: [{ by: "name", value, path: "$.userName" }] } }) as const;

test("a Transfer and a log-out of its target: nobody who is logged out is left with an invitation", async (t) => {
  const centre = await testCentre(t);
  const original = await owned(centre, "alice");
  const ended = { done: 0, loggedOut: 0 };
  for (let round = 0; round < 12; round += 1) {
    await doneBy(centre, "sam", logIn, { input: { channels: ["email"] } });
    const target = await drafted(centre, "alice", original);
    const [given] = await Promise.all([
      ask(centre, "alice", transfer, { target, input: toUser("sam") }),
      doneBy(centre, "sam", logOut, { input: {} }),
    ]);
    const { state, shelf, holder } = await load(centre, target);
    if (given.ok) {
      assert.deepEqual([state, shelf?.name], ["InWorkbin", "draft"]);
      ended.done += 1;
    } else {
      assert.deepEqual(given.refusal, {
        kind: "notPossible",
        operation: "Transfer",
        because: "sam is not logged in",
      });
      assert.deepEqual([state, holder], ["Composing", (await centre.as("alice")).id]);
      ended.loggedOut += 1;
    }
  }
  assert.equal(ended.done + ended.loggedOut, 12);
});

test("two sessions of one agent hand the same e-mail to two others: one is offered it, the other call is refused", async (t) => {
  const centre = await testCentre(t);
  const target = await owned(centre, "alice");
  await ready(centre, "bob", "sam");
  const results = await Promise.all(
    ["bob", "sam", "bob", "sam"].map((name) => ask(centre, "alice", transfer, { target, input: toUser(name) })),
  );
  assert.equal(results.filter(({ ok }) => ok).length, 1);
  for (const result of results) {
    if (!result.ok) assert.deepEqual(result.refusal, { kind: "wrongState", operation: "Transfer", state: "Invited" });
  }
});

test("the condition of a Transfer ends with the Accept: what is placed in a queue then is for everybody", async (t) => {
  const centre = await testCentre(t);
  const target = await owned(centre, "alice");
  const skill = { name: { value: "French", path: "$.skill" }, level: 2 };
  await doneBy(centre, "alice", transfer, { target, input: { target: { kind: "queue", requirement: { skill } } } });
  const waiting = await load(centre, target);
  assert.equal(waiting.requirement?.skill?.level, 2);
  await ready(centre, "bob");
  await route(centre);
  await doneBy(centre, "bob", accept, { target, input: { rememberAgent: false } });
  const queue = { name: { value: "general", path: "$.queueName" } };
  await doneBy(centre, "bob", placeInQueue, { target, input: { queue } });
  assert.equal((await load(centre, target)).requirement, undefined);
});

test("a disabled user is no agent, whatever the last session says", async (t) => {
  const centre = await testCentre(t);
  const target = await owned(centre, "alice");
  await ready(centre, "sam");
  await centre.pool.query("UPDATE users SET enabled = false WHERE user_name = 'sam'");
  const given = await ask(centre, "alice", transfer, { target, input: toUser("sam") });
  assert.deepEqual(given, {
    ok: false,
    refusal: { kind: "badValue", path: "$.userName", because: "sam is not an agent" },
  });
});
