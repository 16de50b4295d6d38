import assert from "node:assert/strict";
import { test } from "node:test";
import { stateA, stateB } from "@postroom/contract";
import type { InteractionEvent } from "../domain/interaction/events.ts";
import { type Operation, type Transition, transitions } from "../domain/interaction/lifecycle.ts";
import { alice, draft, eventOf, order, owned } from "./examples.fixture.ts";
import { seen, seenByLoser } from "./views.ts";

const lost = (operation: InteractionEvent["operation"]) => {
  const event = eventOf({ kind: "InteractionMoved", operation }, owned, {
    ...order,
    state: "Queued",
    holder: undefined,
  });
  return (["A", "B"] as const).map((dialect) => seenByLoser(dialect, event));
};

test("what was given away is Completed in dialect B, with A's word as the reason", () => {
  const isLost = true;
  assert.deepEqual(lost("PlaceInQueue"), [
    { state: "PlacedInQueue", capabilities: [], reason: "PlacedInQueue", isLost },
    { state: "Completed", capabilities: [], reason: "PlacedInQueue", isLost },
  ]);
});

test("what was taken back or declined is Revoked in both, with its reason", () => {
  const reasons = {
    Reject: "Rejected",
    ExpireInvitation: "InvitationExpired",
    RevokeAtLogOut: "LoggedOut",
    ExpireProcessing: "HandlingExpired",
    ExpireComposing: "HandlingExpired",
    Take: "Reassigned",
    MoveToWorkbin: "Reassigned",
    CancelOpen: "Reassigned",
  } as const;
  for (const [operation, reason] of Object.entries(reasons)) {
    for (const view of lost(operation as Operation)) assert.deepEqual([view.state, view.reason], ["Revoked", reason]);
  }
});

test("every row that can take an interaction from its holder has a view, or ends the work", () => {
  const ends = ["Send", "Cancel", "Complete"];
  for (const [operation, row] of Object.entries<Transition>(transitions)) {
    const takes = row.to !== "same" && row.from.some((state) => ["Invited", "Processing", "Composing"].includes(state));
    if (!takes || operation === "Accept" || ends.includes(operation)) continue;
    assert.ok(lost(operation as Operation)[0]?.reason !== undefined, operation);
  }
});

test("all names are the contract's", () => {
  for (const operation of Object.keys(transitions)) {
    const [a, b] = lost(operation as Operation);
    stateA.parse(a?.state);
    stateB.parse(b?.state);
  }
});

test("a GET shows the stored state, and a draft under dialect A's name", () => {
  assert.equal(seen("A", draft, alice).state, "ReplyCreated");
  assert.equal(seen("B", draft, alice).state, "Composing");
  assert.deepEqual(seen("B", owned, { ...alice, id: "b0b" }), { state: "Processing", capabilities: [] });
});
