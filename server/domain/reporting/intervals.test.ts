import assert from "node:assert/strict";
import { test } from "node:test";
import { cutAtIntervals, type Interval, intervalBegin } from "./intervals.ts";

const moment = (text: string): number => Date.parse(text);
const begins = (text: string, interval: Interval, zone = "Europe/Berlin"): string =>
  new Date(intervalBegin(moment(text), interval, zone)).toISOString();

test("days, weeks and months begin when the clocks of the zone say so", () => {
  assert.equal(begins("2026-11-23T23:30:00+01:00", "day"), "2026-11-22T23:00:00.000Z");
  assert.equal(begins("2026-11-23T00:30:00+01:00", "day"), "2026-11-22T23:00:00.000Z");
  assert.equal(begins("2026-11-29T12:00:00+01:00", "week"), "2026-11-22T23:00:00.000Z", "Sunday ends it");
  assert.equal(begins("2026-11-30T00:00:00+01:00", "week"), "2026-11-29T23:00:00.000Z");
  assert.equal(begins("2026-11-30T12:00:00+01:00", "month"), "2026-10-31T23:00:00.000Z");
  assert.equal(begins("2026-11-23T10:59:59Z", "hour", "Asia/Kolkata"), "2026-11-23T10:30:00.000Z");
});

test("a stretch is cut into parts that are as long together, also where clocks change", () => {
  const stretch = { from: moment("2026-10-24T18:00:00+02:00"), to: moment("2026-10-26T06:00:00+01:00") };
  const parts = cutAtIntervals(stretch, "day", "Europe/Berlin");
  const hour = 3_600_000;
  assert.deepEqual(
    parts.map(({ ms }) => ms / hour),
    [6, 25, 6],
  );
  for (const interval of ["hour", "week", "month"] as const) {
    const all = cutAtIntervals(stretch, interval, "Europe/Berlin");
    assert.equal(
      all.reduce((sum, { ms }) => sum + ms, 0),
      stretch.to - stretch.from,
      interval,
    );
    assert.ok(all.every(({ begin }, index) => index === 0 || begin > (all[index - 1]?.begin ?? 0)));
  }
  assert.deepEqual(cutAtIntervals({ from: 5, to: 5 }, "day", "UTC"), []);
});
