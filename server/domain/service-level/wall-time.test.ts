import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { anyMoment, anyZone, hour, minute } from "./business-hours.fixture.ts";
import { dateOf, dayAt, momentOf, weekdayOf } from "./wall-time.ts";

/** What a clock and a calendar there show, as a number that rises with them. */
function shown(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric" },
    minute: "numeric",
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const of = (name: string): number => part[name] ?? Number.NaN;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"));
}

test("days, dates and weekdays are those of the calendar there", () => {
  const day = dayAt(Date.parse("2026-11-30T23:30:00Z"), "Europe/Berlin");
  assert.deepEqual([dateOf(day), weekdayOf(day)], ["2026-12-01", 2]);
  assert.equal(dateOf(dayAt(Date.parse("2026-12-01T04:00:00Z"), "America/New_York")), "2026-11-30");
  assert.deepEqual([weekdayOf(0), weekdayOf(-4), weekdayOf(-5)], [4, 0, 6]);
});

test("a time that is left out is the moment of the change, one that comes twice is meant the first time", () => {
  const day = (date: string): number => Date.parse(date) / (24 * hour);
  const berlin = (date: string, time: number) =>
    new Date(momentOf(day(date), time * 60, "Europe/Berlin")).toISOString();
  assert.equal(berlin("2027-03-28", 2.5), "2027-03-28T01:00:00.000Z");
  assert.equal(berlin("2026-10-25", 2.5), "2026-10-25T00:30:00.000Z");
  // Samoa went over the date line: no 30 December 2011.
  const apia = (date: string) => new Date(momentOf(day(date), 0, "Pacific/Apia")).toISOString();
  assert.deepEqual([apia("2011-12-30"), apia("2011-12-31")], ["2011-12-30T10:00:00.000Z", "2011-12-30T10:00:00.000Z"]);
});

test("it is the first moment at which clocks show so much, by clocks that are looked at every quarter of an hour", () => {
  fc.assert(
    fc.property(anyZone, anyMoment, fc.integer({ min: 0, max: 96 }), (timeZone, near, quarter) => {
      const day = dayAt(near, timeZone);
      const found = momentOf(day, quarter * 15, timeZone);
      const meant = day * 24 * hour + quarter * 15 * minute;
      assert.ok(shown(found, timeZone) >= meant);
      for (let before = found - 15 * minute; before > found - 26 * hour; before -= 15 * minute) {
        assert.ok(shown(before, timeZone) < meant);
      }
    }),
    { numRuns: 60 },
  );
});
