import assert from "node:assert/strict";
import { test } from "node:test";
import { anInteraction, commandOf, people, shelfNamed } from "./interaction.fixture.ts";
import type { Interaction } from "./interaction.ts";
import { type Operation, step } from "./lifecycle.ts";

const written = ["PlacedInQueueAt", "Priority", "AssignedAt", "Workbin", "WorkbinAgentId"];

/** The keys that a row wrote, with their values where these are the same every time. */
function keysAfter(interaction: Interaction, operation: Operation, more: object = {}) {
  const outcome = step(interaction, { ...commandOf(operation, people.alice), ...more });
  assert.ok(outcome.ok, operation);
  const { userData } = outcome.interaction;
  return Object.fromEntries(written.flatMap((key) => (key in userData ? [[key, userData[key]]] : [])));
}

const at = "1970-01-01T00:00:01.000Z";
const now = { steady: 5, wall: 1_000 };
const owned = anInteraction({ state: "Processing", direction: "inbound" });
const queued = { kind: "queue", queue: "other", position: { priority: 7, enqueuedAt: 5 } } as const;

test("an e-mail that is placed in a queue says since when and how urgent it is; one that comes back keeps what it said", () => {
  assert.deepEqual(keysAfter(owned, "PlaceInQueue", { now, to: queued }), { PlacedInQueueAt: at, Priority: 7 });
  const invited = anInteraction({ state: "Invited", direction: "inbound" });
  assert.deepEqual(keysAfter(invited, "Reject", { now }), {});
});

test("whoever takes it up is noted with the time, whoever goes on with it is not", () => {
  const invited = anInteraction({ state: "Invited", direction: "inbound" });
  assert.deepEqual(keysAfter(invited, "Accept", { now }), { AssignedAt: at });
  assert.deepEqual(keysAfter(owned, "SetUserData", { now }), {});
});

test("the shelf stands in the user data as long as it lies there", () => {
  const to = { kind: "shelf", shelf: shelfNamed("in-progress", people.alice.id) } as const;
  const placed = step(owned, { ...commandOf("PlaceInWorkbin", people.alice), now, to });
  assert.ok(placed.ok);
  const { Workbin, WorkbinAgentId } = placed.interaction.userData;
  assert.deepEqual([Workbin, WorkbinAgentId], ["in-progress", people.alice.id]);
  assert.deepEqual(keysAfter(placed.interaction, "Pull", { now }), { AssignedAt: at });
  const team = { ...to.shelf, name: "team", ownedBy: "group" } as const;
  const grouped = keysAfter(owned, "PlaceInWorkbin", { now, to: { kind: "shelf", shelf: team } });
  assert.deepEqual(grouped, { Workbin: "team" });
});
