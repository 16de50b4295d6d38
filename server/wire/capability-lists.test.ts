import assert from "node:assert/strict";
import { test } from "node:test";
import { capabilityList, capabilityLists } from "./capability-lists.ts";
import { alice, draft, order, owned } from "./examples.fixture.ts";

const held = { Invited: order, Processing: owned, Composing: draft } as const;

test("the lifecycle yields exactly the six lists of wire.md 4.2", () => {
  for (const dialect of ["A", "B"] as const) {
    for (const state of ["Invited", "Processing", "Composing"] as const) {
      const list = capabilityList(dialect, held[state], alice);
      assert.deepEqual(list, capabilityLists[dialect][state]);
      assert.ok(list.length > 0);
    }
  }
});

test("the documented names come first", () => {
  assert.deepEqual(capabilityList("A", draft, alice).slice(0, 5), ["Cancel", "Send", "PlaceInWorkbin", "UpdateProperties", "LinkAttachment"]); // biome-ignore format: one line
  assert.deepEqual(capabilityList("B", owned, alice).slice(0, 4), ["Reply", "ReplyAll", "Transfer", "AddComment"]);
});

test("somebody else, and every other state, has no capability", () => {
  assert.deepEqual(capabilityList("A", owned, { ...alice, id: "b0b" }), []);
  for (const state of ["Queued", "InWorkbin", "Sent", "Completed", "Canceled"] as const) {
    assert.deepEqual(capabilityList("B", { ...owned, state, holder: undefined }, alice), []);
  }
});

test("a withheld privilege takes its names away", () => {
  const without = { ...alice, withheld: ["privilege.email.can-add-attachment", "privilege.workbins.can-use"] };
  const names = capabilityList("A", draft, without);
  for (const name of ["LinkAttachment", "RemoveAttachment", "PlaceInWorkbin"]) assert.ok(!names.includes(name), name);
  assert.ok(names.includes("Send"));
});
