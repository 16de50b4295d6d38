import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Agent, isAvailable, loggedOut } from "../agent/agent.ts";
import { chooseInvitations, type Decision, type Waiting } from "./choose-invitations.ts";
import { mayBeInvited } from "./eligible.ts";
import type { SkillExpression } from "./skill-expression.ts";

const english = (level: number): SkillExpression => ({ kind: "level", skill: "English", compare: ">=", level });

const anAgent = (id: string, change: Partial<Agent> = {}): Agent => ({
  id,
  userName: id,
  channel: { ...loggedOut, state: "Ready" },
  skills: new Map([["English", 5]]),
  skillIds: new Map([["s-english", 5]]),
  groups: [],
  capacity: 3,
  held: 0,
  idleSince: 0,
  mayUseEmail: true,
  ...change,
});

const aWaiting = (id: string, change: Partial<Waiting> = {}): Waiting => ({
  id,
  queue: "support",
  position: { priority: 0, enqueuedAt: 0 },
  skills: english(3),
  requirement: undefined,
  paused: [],
  ...change,
});

const chosen = (waiting: readonly Waiting[], agents: readonly Agent[], now = 0) =>
  chooseInvitations(waiting, agents, now);

const pairs = (decisions: readonly Decision[]) => decisions.map(({ interaction, agent }) => `${interaction}→${agent}`);

test("higher priority goes first, then the longer wait", () => {
  const waiting = [
    aWaiting("late", { position: { priority: 5, enqueuedAt: 20 } }),
    aWaiting("low", { position: { priority: 1, enqueuedAt: 0 } }),
    aWaiting("early", { position: { priority: 5, enqueuedAt: 10 } }),
  ];
  assert.deepEqual(pairs(chosen(waiting, [anAgent("a", { capacity: 2 })])), ["early→a", "late→a"]);
});

test("the least loaded agent is chosen, and among equals the one idle longest", () => {
  const agents = [
    anAgent("busy", { held: 1, idleSince: 0 }),
    anAgent("fresh", { idleSince: 50 }),
    anAgent("rested", { idleSince: 10 }),
  ];
  assert.deepEqual(pairs(chosen([aWaiting("i1"), aWaiting("i2")], agents)), ["i1→rested", "i2→fresh"]);
});

test("a decision says in words that people can read why it was made", () => {
  const waiting = [aWaiting("i", { position: { priority: 10, enqueuedAt: 0 } })];
  const agents = [anAgent("a", { held: 1, idleSince: 1_796_028_057_057 })];
  const [decision] = chosen(waiting, agents, 1_796_028_091_999);
  assert.equal(decision?.why, "priority 10; held 1 of 3; idle for 34 s");
});

test("the contact's last agent is preferred while that one fits, and then the decision says so", () => {
  const agents = [anAgent("a"), anAgent("b", { held: 2, idleSince: 99 })];
  const known = [
    aWaiting("i1", { lastAgent: "B" }),
    aWaiting("i2", { lastAgent: "b" }),
    aWaiting("i3", { lastAgent: "c" }),
  ];
  const decisions = chosen(known, agents);
  assert.deepEqual(pairs(decisions), ["i1→b", "i2→a", "i3→a"]);
  assert.deepEqual(
    decisions.map(({ why }) => why.startsWith("last agent; ")),
    [true, false, false],
  );
  assert.deepEqual(pairs(chosen([aWaiting("i1", { lastAgent: "b", paused: ["b"] })], agents)), ["i1→a"]);
});

test("who was offered it a moment ago is passed over, others are not", () => {
  const waiting = [aWaiting("i1", { paused: ["a"] })];
  assert.deepEqual(pairs(chosen(waiting, [anAgent("a")])), []);
  assert.deepEqual(pairs(chosen(waiting, [anAgent("a"), anAgent("b", { idleSince: 99 })])), ["i1→b"]);
});

test("what nobody can take holds up nothing behind it", () => {
  const waiting = [aWaiting("first", { skills: english(9) }), aWaiting("second")];
  assert.deepEqual(pairs(chosen(waiting, [anAgent("a")])), ["second→a"]);
});

test("a transfer's condition by skill id or group counts besides the queue's expression", () => {
  const agents = [anAgent("a"), anAgent("b", { groups: ["g1"], skillIds: new Map([["s-french", 2]]) })];
  const asks = (requirement: Waiting["requirement"]) => pairs(chosen([aWaiting("i", { requirement })], agents));
  assert.deepEqual(asks({ group: "g1" }), ["i→b"]);
  assert.deepEqual(asks({ skill: { id: "s-french", level: 2 } }), ["i→b"]);
  assert.deepEqual(asks({ skill: { id: "s-french", level: 3 } }), []);
  assert.deepEqual(asks({ skill: { id: "s-english", level: 1 }, group: "g1" }), []);
});

const names = ["a", "b", "c", "d"];
const agentLists = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom(...names),
      state: fc.constantFrom("LoggedOut", "NotReady", "Ready", "Ready", "Ready"),
      doNotDisturb: fc.boolean(),
      level: fc.integer({ min: 0, max: 5 }),
      capacity: fc.integer({ min: 0, max: 3 }),
      held: fc.integer({ min: 0, max: 3 }),
      idleSince: fc.integer({ min: 0, max: 5 }),
      mayUseEmail: fc.boolean(),
      groups: fc.subarray(["g1", "g2"]),
    })
    .map(({ state, doNotDisturb, level, ...rest }) =>
      anAgent(rest.id, {
        ...rest,
        channel: { ...loggedOut, state, doNotDisturb },
        skills: new Map([["English", level]]),
        skillIds: new Map([["s-english", level]]),
      }),
    ),
  { selector: (agent) => agent.id, maxLength: 4 },
);
const waitingLists = fc.uniqueArray(
  fc
    .record({
      id: fc.integer({ min: 0, max: 30 }).map((n) => `i${n}`),
      position: fc.record({ priority: fc.integer({ min: 0, max: 2 }), enqueuedAt: fc.integer({ min: 0, max: 3 }) }),
      skills: fc.integer({ min: 0, max: 5 }).map(english),
      requirement: fc.option(fc.record({ group: fc.constantFrom("g1", "g2") }), { nil: undefined }),
      paused: fc.subarray(names),
    })
    .map((one) => aWaiting(one.id, one)),
  { selector: (one) => one.id, maxLength: 12 },
);

test("capacity is never exceeded, only who fits is chosen, pauses are kept, each is offered once", () => {
  fc.assert(
    fc.property(waitingLists, agentLists, (waiting, agents) => {
      const decisions = chosen(waiting, agents);
      assert.equal(new Set(decisions.map((one) => one.interaction)).size, decisions.length);
      for (const agent of agents) {
        const given = decisions.filter((one) => one.agent === agent.id).length;
        assert(given === 0 || agent.held + given <= agent.capacity);
      }
      for (const decision of decisions) {
        const one = waiting.find(({ id }) => id === decision.interaction);
        const agent = agents.find(({ id }) => id === decision.agent);
        assert(one !== undefined && agent !== undefined);
        assert(mayBeInvited(agent, one.skills, one.requirement) && isAvailable(agent));
        assert(!one.paused.includes(agent.id));
      }
    }),
  );
});

test("nothing is left waiting for which an agent with room fits (L2), and decisions come in the queue's order", () => {
  fc.assert(
    fc.property(waitingLists, agentLists, (waiting, agents) => {
      const decisions = chosen(waiting, agents);
      const held = (agent: Agent) => agent.held + decisions.filter((one) => one.agent === agent.id).length;
      const left = waiting.filter(({ id }) => decisions.every((one) => one.interaction !== id));
      for (const one of left) {
        for (const agent of agents.filter(({ id }) => !one.paused.includes(id))) {
          assert(!mayBeInvited({ ...agent, held: held(agent) }, one.skills, one.requirement));
        }
      }
      const positions = decisions.map((one) => waiting.find(({ id }) => id === one.interaction)?.position);
      for (const [index, next] of positions.entries()) {
        const former = positions[index - 1];
        if (former === undefined || next === undefined) continue;
        assert(former.priority >= next.priority);
        assert(former.priority > next.priority || former.enqueuedAt <= next.enqueuedAt);
      }
    }),
  );
});

test("the order of what it is given does not matter", () => {
  fc.assert(
    fc.property(waitingLists, agentLists, (waiting, agents) => {
      const decisions = chosen(waiting, agents);
      assert.deepEqual(chosen(waiting.toReversed(), agents.toReversed()), decisions);
    }),
  );
});
