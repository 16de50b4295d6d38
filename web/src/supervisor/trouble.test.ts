import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { type AgentRow, byTrouble, longestInState, type QueueRow, steady } from "./trouble.ts";

const now = Date.parse("2026-11-23T12:00:00.000Z");
const before = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
const queue = (name: string, level: QueueRow["level"], waiting = 0, minutes?: number): QueueRow => ({
  ...{ id: name, name, level, waiting, offered: 0, inWork: 0, ready: 0, capable: 0, trend: [] },
  ...{ arrivalsPerHour: 0, donePerHour: 0, slaBase: 0 },
  ...(minutes === undefined ? {} : { oldestReceivedAt: before(minutes) }),
});

test("the worst stands on top, then what has waited longest, then the most", () => {
  const queues = [
    ...[queue("empty", "fine"), queue("new", "fine", 3, 2), queue("old", "late", 1, 90), queue("soon", "soon", 1, 50)],
    ...[queue("more", "soon", 2, 50), queue("a", "fine")],
  ];
  assert.deepEqual(
    byTrouble(queues).map(({ name }) => name),
    ["old", "more", "soon", "new", "a", "empty"],
  );
});

test("sorting loses nobody, and puts whoever is not there last", () => {
  const state = fc.constantFrom<AgentRow["state"]>("Ready", "NotReady", "LoggedOut");
  fc.assert(
    fc.property(fc.array(fc.record({ state, minutes: fc.nat(600) })), (all) => {
      const agents = all.map(
        ({ state: present, minutes }, index): AgentRow => ({
          ...{ userId: `${index}`, userName: `${index}`, groups: [], state: present, since: before(minutes) },
          ...{ held: 0, offered: 0, capacity: 3, done: 0, declined: 0, missed: 0, capabilities: [] },
        }),
      );
      const sorted = longestInState(agents);
      assert.deepEqual(new Set(sorted), new Set(agents));
      const away = sorted.map(({ state: shown }) => shown === "LoggedOut");
      assert.deepEqual(
        away,
        away.toSorted((one, other) => Number(one) - Number(other)),
      );
    }),
  );
});

test("rows stay where they were seen, and whoever came since stands behind them", () => {
  const rows = ["new", "b", "a"];
  assert.deepEqual(
    steady(rows, (row) => row, ["a", "gone", "b"]),
    ["a", "b", "new"],
  );
});
