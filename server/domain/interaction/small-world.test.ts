import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { anInteraction } from "./interaction.fixture.ts";
import type { Interaction } from "./interaction.ts";
import { canonical, type Move, movesFrom, type World } from "./small-world.fixture.ts";

const statesMax = 20_000;

const inbound: Interaction = { ...anInteraction({ state: "Queued", direction: "inbound" }), id: "IN", version: 1 };
const draft: Interaction = {
  ...anInteraction({ state: "Composing", direction: "outbound" }),
  ...{ id: "DR", version: 1, parent: "IN", deadline: { row: "ExpireComposing", due: 3, shown: 3 } },
};

test("one interaction, two agents: in every order of requests, deadlines, log-outs and crashes the invariants hold", (t) => {
  explore(t, [inbound], { isComplete: true });
});

test("a draft and two agents: the same", (t) => {
  explore(t, [draft], { isComplete: true });
});

test("two interactions, two agents: the same, as far as the limit of states reaches", (t) => {
  explore(t, [inbound, draft], { isComplete: false });
});

/** Breadth-first over all that can happen, each state once. */
function explore(
  t: TestContext,
  interactions: readonly Interaction[],
  { isComplete }: { readonly isComplete: boolean },
) {
  const first: World = { now: 0, interactions, loggedIn: [], underWay: [] };
  const seen = new Set([canonical(first)]);
  let level: World[] = [first];
  let edges = 0;
  let depth = 0;
  while (level.length > 0 && seen.size < statesMax) {
    const next: World[] = [];
    for (const world of level) {
      for (const move of movesFrom(world)) {
        edges += 1;
        assertMove(world, move);
        const key = canonical(move.world);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(rebased(move.world));
      }
    }
    level = next;
    depth += 1;
  }
  t.diagnostic(`${seen.size} states, ${edges} edges, depth ${depth}`);
  assert.equal(level.length === 0, isComplete);
}

/** Counts time from zero again, so that a world has as many ticks before it as any other. */
function rebased(world: World): World {
  const shifted = (one: Interaction): Interaction =>
    one.deadline === undefined
      ? one
      : {
          ...one,
          deadline: { ...one.deadline, due: one.deadline.due - world.now, shown: one.deadline.due - world.now },
        };
  return {
    ...world,
    now: 0,
    interactions: world.interactions.map(shifted),
    underWay: world.underWay.map((request) => ({ ...request, loaded: shifted(request.loaded) })),
  };
}

function assertMove(before: World, { name, world }: Move): void {
  for (const [index, after] of world.interactions.entries()) {
    const former = before.interactions[index];
    assert(former !== undefined);
    assertWhole(world, after, name);
    if (former === after) continue;
    // I19 and the compare-and-set: a version belongs to one state.
    assert(after.version >= former.version, name);
    assert(after.version > former.version || after.state === former.state, `${name}: changed without a version`);
    assertTakenRightly(former, after, name);
    // I9: never early.
    const isExpiry = name.startsWith("Expire");
    assert(!isExpiry || (former.deadline?.due ?? Number.POSITIVE_INFINITY) <= before.now, `${name} came early`);
  }
}

/** I6, I8, P7: one holder exactly while held, a live deadline exactly then, an invitation only of who is logged in. */
function assertWhole(world: World, one: Interaction, name: string): void {
  const isHeld = one.state === "Invited" || one.state === "Processing" || one.state === "Composing";
  assert.equal(one.holder !== undefined, isHeld, name);
  assert.equal(one.deadline !== undefined, isHeld, name);
  assert.equal(one.deadline?.row === "ExpireInvitation", one.state === "Invited", name);
  assert.equal(one.shelf !== undefined, one.state === "InWorkbin", name);
  if (one.state === "Invited")
    assert(
      world.loggedIn.some((agent) => agent === one.holder),
      `${name}: offered to nobody`,
    );
}

/** I4: an owner comes by an Accept of the invitation that was theirs. I5: and loses it only by an act of theirs, or a deadline. */
function assertTakenRightly(former: Interaction, after: Interaction, name: string): void {
  const isOwned = (one: Interaction): boolean => one.state === "Processing" || one.state === "Composing";
  if (isOwned(after) && !isOwned(former)) {
    assert.equal(former.state, "Invited", name);
    assert.equal(former.holder, after.holder, name);
    assert.match(name, new RegExp(`^${after.holder} does Accept`));
  }
  if (isOwned(former) && after.holder !== former.holder && !name.startsWith("Expire")) {
    assert.match(name, new RegExp(`^${former.holder} does `));
  }
}
