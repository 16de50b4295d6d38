import assert from "node:assert/strict";
import test from "node:test";
import { groupsOfShelf } from "./shelves.ts";

test("a group is named only where there are shelves of several", () => {
  const both = { groups: [{ name: "FrontLine" }, { name: "OrderDesk" }] };
  assert.deepEqual(groupsOfShelf({ type: "AgentGroup" }, both), [
    { agentGroup: "FrontLine" },
    { agentGroup: "OrderDesk" },
  ]);
  assert.deepEqual(groupsOfShelf({ type: "Agent" }, both), [{}]);
  assert.deepEqual(groupsOfShelf({ type: "AgentGroup" }, { groups: [{ name: "FrontLine" }] }), [{}]);
  assert.deepEqual(groupsOfShelf({ type: "AgentGroup" }, undefined), [{}]);
});
