import assert from "node:assert/strict";
import test from "node:test";
import type { AuditRow } from "@postroom/contract";
import { type Deed, notLinear } from "./linear.ts";

const row = (version: number, by: string, operation: string, state: "Queued" | "Invited" | "Processing"): AuditRow => ({
  ...{ seq: version, kind: "InteractionMoved", interactionId: "E1", version, by, operation, referenceId: version },
  ...{ at: "2026-11-23T10:18:00.000Z", to: { state, holder: "alice" } },
});
const audit = [
  row(1, "system", "Receive", "Queued"),
  row(2, "system", "Invite", "Invited"),
  row(3, "alice", "Accept", "Processing"),
];
const deed = (operation: string, [begunAt, endedAt]: readonly [number, number], outcome: object): Deed =>
  Object.assign({ id: "E1", by: "alice", operation, begunAt, endedAt }, outcome) as Deed;
const accepted = deed("Accept", [10, 20], { outcome: "done", referenceId: 3 });
const wrongIn = (...deeds: readonly Deed[]) =>
  notLinear(deeds, audit, (_operation, _by, { state }) => state === "Invited");

test("what could have happened one after the other is linear", () => {
  const refused = deed("Accept", [12, 30], { outcome: "refused" });
  const [early, late] = [
    deed("read", [0, 15], { outcome: "read", version: 2 }),
    deed("read", [21, 22], { outcome: "read", version: 3 }),
  ];
  assert.deepEqual(wrongIn(accepted, refused, early, late), []);
  assert.deepEqual(wrongIn(deed("Accept", [10, 20], { outcome: "lost" })), []);
});

test("a read of what is over, a change that stands nowhere, one of which nobody was told, and a refusal without reason are not", () => {
  assert.match(String(wrongIn(accepted, deed("read", [21, 22], { outcome: "read", version: 2 }))), /behind version 3/);
  assert.match(String(wrongIn(accepted, deed("Accept", [10, 20], { outcome: "done", referenceId: 9 }))), /in no row/);
  assert.match(String(wrongIn(deed("read", [0, 1], { outcome: "read", version: 1 }))), /nobody was told of Accept/);
  const invited = deed("read", [0, 1], { outcome: "read", version: 2 });
  assert.match(
    String(wrongIn(invited, deed("Accept", [2, 3], { outcome: "refused" }), accepted)),
    /refused, though possible/,
  );
});
