import assert from "node:assert/strict";
import { test } from "node:test";
import { type SetUpFacts, stateOfSteps } from "./set-up-steps.ts";

const nothing: SetUpFacts = {
  ...{ mailboxes: [], lastIn: undefined, lastOut: undefined, trip: undefined, queues: [], agents: [], rules: 0 },
  ...{ restoredAt: undefined, copy: undefined },
};

const step = (id: string, facts: Partial<SetUpFacts>) => {
  const { state, proof } = stateOfSteps({ ...nothing, ...facts }).find((one) => one.id === id) ?? assert.fail(id);
  return [state, proof];
};

test("nothing is done in a store that knows nothing, in the order in which a centre is set up", () => {
  assert.deepEqual(
    stateOfSteps(nothing).map(({ id, state }) => `${id} ${state}`),
    ["mailbox open", "mail-in open", "mail-out open", "queue open", "agent open", "rule open", "backup open"],
  );
});

test("a mailbox is done once its account was looked into, or mail is delivered to it; before it waits, with the cause", () => {
  const away = { address: "a@b.test", isFetched: true, readAt: undefined, cause: "refused" };
  assert.deepEqual(step("mailbox", { mailboxes: [away] }), ["waiting", { name: "a@b.test", cause: "refused" }]);
  const read = { ...away, readAt: 5, cause: undefined };
  assert.deepEqual(step("mailbox", { mailboxes: [read] }), ["done", { name: "a@b.test", count: 1, at: 5 }]);
  const delivered = { ...away, address: "c@b.test", isFetched: false };
  assert.deepEqual(step("mailbox", { mailboxes: [away, delivered] }), ["done", { name: "c@b.test", count: 2 }]);
});

test("mail that went to itself and came back proves both ways, with its time", () => {
  const trip = { begunAt: 1_000, returnedAt: 5_000 };
  assert.deepEqual(step("mail-in", { trip }), ["done", { at: 5_000, seconds: 4 }]);
  assert.deepEqual(step("mail-out", { trip }), ["done", { at: 1_000, seconds: 4 }]);
  assert.deepEqual(step("mail-in", { lastIn: { at: 9, from: "ana@c.test" } }), ["done", { at: 9, name: "ana@c.test" }]);
  assert.deepEqual(step("mail-out", { lastOut: 9 }), ["done", { at: 9 }]);
});

test("a backup is proved by a copy that was made of it, or by this store being one", () => {
  assert.deepEqual(step("backup", { restoredAt: 7 }), ["done", { at: 7 }]);
  assert.deepEqual(step("backup", { copy: { provedAt: 9, madeAt: 8 }, restoredAt: 7 }), ["done", { at: 8 }]);
});
