import assert from "node:assert/strict";
import { test } from "node:test";
import { type Cadence, daysIn, nextAfter, periodBefore } from "./schedule.ts";

const at = (text: string): number => Date.parse(text);
const iso = (moment: number): string => new Date(moment).toISOString().slice(0, 16);
const berlin = "Europe/Berlin";

/** Each occurrence after a moment, with the days that it is about. */
function occurrences(cadence: Cadence, after: string, count: number): readonly string[] {
  const found: string[] = [];
  for (let moment = at(after); found.length < count; ) {
    moment = nextAfter(cadence, moment);
    found.push(`${iso(moment)} ${daysIn(periodBefore(cadence, moment), cadence.timeZone).join("/")}`);
  }
  return found;
}

test("a report is due at its hour by the clocks there, also when they are changed, and is about the whole days before", () => {
  assert.deepEqual(occurrences({ every: "day", hour: 2, timeZone: berlin }, "2026-10-24T12:00Z", 2), [
    "2026-10-25T00:00 2026-10-24/2026-10-24",
    "2026-10-26T01:00 2026-10-25/2026-10-25",
  ]);
  assert.deepEqual(occurrences({ every: "day", hour: 2, timeZone: berlin }, "2027-03-28T00:30Z", 1), [
    "2027-03-28T01:00 2027-03-27/2027-03-27",
  ]);
  assert.deepEqual(occurrences({ every: "week", on: 7, hour: 8, timeZone: "UTC" }, "2026-11-29T08:00Z", 2), [
    "2026-12-06T08:00 2026-11-29/2026-12-05",
    "2026-12-13T08:00 2026-12-06/2026-12-12",
  ]);
});

test("a month that is too short has its report on its last day", () => {
  assert.deepEqual(occurrences({ every: "month", on: 31, hour: 0, timeZone: "UTC" }, "2027-01-31T00:00Z", 3), [
    "2027-02-28T00:00 2027-01-31/2027-02-27",
    "2027-03-31T00:00 2027-02-28/2027-03-30",
    "2027-04-30T00:00 2027-03-31/2027-04-29",
  ]);
  assert.deepEqual(occurrences({ every: "month", on: 1, hour: 6, timeZone: berlin }, "2026-11-30T18:00Z", 1), [
    "2026-12-01T05:00 2026-11-01/2026-11-30",
  ]);
});
