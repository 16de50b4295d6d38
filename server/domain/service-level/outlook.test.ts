import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { outlook, type Pace } from "./outlook.ts";

const minute = 60_000;
const now = 1_000 * minute;
const promise = { replyMs: 40 * minute, targetPercent: 80 };
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
  assert.equal(outlook(pace(aged(60)), undefined, now).level, "late");
  assert.equal(outlook(pace(aged(59)), undefined, now).level, "soon");
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
