import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { office } from "./business-hours.fixture.ts";
import { outlook, type Pace } from "./outlook.ts";

const minute = 60_000;
const now = 1_000 * minute;
const promise = { sla: { replyMs: 40 * minute, targetPercent: 80 } };
const pace = (change: Partial<Pace>): Pace => ({
  ...{ waiting: 0, oldestReceivedAt: undefined, arrivalsPerHour: 0, donePerHour: 0 },
  ...{ ready: 0, judged: 0, inTime: 0 },
  ...change,
});

test("late from the promised time on, soon from three quarters of it or below the target, else fine", () => {
  const level = (change: Partial<Pace>) => outlook(pace(change), promise, now).level;
  const aged = (minutes: number) => ({ waiting: 1, oldestReceivedAt: now - minutes * minute });
  assert.deepEqual([aged(40), aged(39), aged(30), aged(29)].map(level), ["late", "soon", "soon", "fine"]);
  assert.deepEqual(
    [79, 80].map((inTime) => level({ judged: 100, inTime })),
    ["soon", "fine"],
  );
  assert.equal(outlook(pace(aged(60)), {}, now).level, "late");
  assert.equal(outlook(pace(aged(59)), {}, now).level, "soon");
});

test("with hours only what people worked counts against the promise", () => {
  const hours = office("UTC");
  const level = (oldest: string, at: string, promised: object = promise) =>
    outlook(pace({ waiting: 1, oldestReceivedAt: Date.parse(oldest) }), { ...promised, hours }, Date.parse(at)).level;
  const friday = "2026-11-27T16:50:00Z";
  const mondays = ["08:19", "08:20", "08:29", "08:30"].map((time) => level(friday, `2026-11-30T${time}:00Z`));
  assert.deepEqual(mondays, ["fine", "soon", "soon", "late"]);
  assert.equal(level(friday, "2026-11-28T23:00:00Z"), "fine");
  assert.deepEqual(
    [level(friday, "2026-11-30T08:44:00Z", {}), level(friday, "2026-11-30T08:50:00Z", {})],
    ["soon", "late"],
  );
});

test("a queue that is gained on has an end, one that is not has a number of agents", () => {
  const gaining = outlook(pace({ waiting: 10, arrivalsPerHour: 10, donePerHour: 30, ready: 3 }), promise, now);
  assert.deepEqual([gaining.emptyAt, gaining.agentsShort], [now + 30 * minute, undefined]);
  const losing = outlook(pace({ waiting: 10, arrivalsPerHour: 30, donePerHour: 10, ready: 2 }), promise, now);
  assert.deepEqual([losing.emptyAt, losing.agentsShort], [undefined, 5]);
  const idle = outlook(pace({ waiting: 10, arrivalsPerHour: 30 }), promise, now);
  assert.deepEqual([idle.emptyAt, idle.agentsShort], [undefined, undefined]);
});

test("with so many agents more what arrives is gained on, and with one less it is not", () => {
  const number = fc.integer({ min: 1, max: 50 });
  fc.assert(
    fc.property(number, number, number, (arrivalsPerHour, donePerHour, ready) => {
      const { agentsShort } = outlook(pace({ waiting: 5, arrivalsPerHour, donePerHour, ready }), promise, now);
      if (agentsShort === undefined) return assert.ok(donePerHour > arrivalsPerHour);
      // Multiplied out: the quotient of two small numbers is not exact.
      const isGainedOn = (more: number) => donePerHour * (ready + more) > arrivalsPerHour * ready;
      assert.deepEqual([isGainedOn(agentsShort), isGainedOn(agentsShort - 1)], [true, false]);
    }),
    { examples: [[18, 9, 7]] },
  );
});
