import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mayUseShelf } from "../agent/actor.ts";
import { people } from "../interaction/interaction.fixture.ts";
import { isSameShelf, shelfIn, shelfKey } from "./shelf.ts";

const groups = ["G1", "G2", "G3"].map((id) => ({ id, name: `group ${id}` }));
const known = groups.map(({ id }) => id);
const path = "$.agentGroup";

const asks = fc.record({
  type: fc.constantFrom("Agent" as const, "AgentGroup" as const),
  actor: fc
    .record({ who: fc.constantFrom(people.alice, people.sam, people.root), groups: fc.subarray(known) })
    .map(({ who, groups: own }) => ({ ...who, groups: own })),
  whose: fc.record({ id: fc.constantFrom("alice", "bob", "sam"), groups: fc.subarray(known) }),
  groupName: fc.option(fc.constantFrom("group G1", "group G2", "nobody"), { nil: undefined }),
});

test("a shelf is given only to who may use it, and is always the one that was named", () => {
  fc.assert(
    fc.property(asks, ({ type, actor, whose, groupName }) => {
      const named = groupName === undefined ? undefined : { value: groupName, path };
      const asked = { actor, operation: "Pull", whose, groupName: named, groups };
      const meant = shelfIn({ id: "w", name: "shelf", type }, asked);
      if (!meant.ok) return;
      assert(mayUseShelf(actor, meant.value));
      assert.equal(meant.value.ownedBy, type === "Agent" ? "agent" : "group");
      const only = whose.groups.length === 1 ? whose.groups[0] : undefined;
      const group = groupName === undefined ? only : groupName.slice(-2);
      assert.equal(meant.value.owner, type === "Agent" ? whose.id : group);
    }),
  );
});

test("a workbin of groups needs to know which group, unless there is exactly one", () => {
  const workbin = { id: "w", name: "team", type: "AgentGroup" } as const;
  for (const own of [[], ["G1", "G2"]]) {
    const whose = { id: "alice", groups: own };
    const asked = { actor: people.sam, operation: "Pull", whose, groupName: undefined, groups };
    assert.deepEqual(shelfIn(workbin, asked), { ok: false, refusal: { kind: "missing", path } });
  }
});

test("two shelves are the same by owner and workbin; none is only none", () => {
  const shelf = { workbin: "w", name: "draft", owner: "alice", ownedBy: "agent" } as const;
  assert(isSameShelf(shelf, { ...shelf, name: "renamed" }));
  assert(!isSameShelf(shelf, { ...shelf, owner: "bob" }));
  assert(!isSameShelf(shelf, undefined));
  assert(isSameShelf(undefined, undefined));
  assert.equal(shelfKey(shelf), "alice/w");
});
