import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { anyHours, anyMoment, anyPromise, daily, hour, minute, office } from "./business-hours.fixture.ts";
import { type BusinessHours, dueAt, lastOverdue } from "./business-hours.ts";

const berlin = office("Europe/Berlin");
const at = (text: string): number => Date.parse(text);
const due = (received: string, replyMs: number, hours: BusinessHours | undefined): string =>
  new Date(dueAt(at(received), replyMs, hours)).toISOString();

test("without hours all time counts", () => {
  assert.equal(due("2026-11-27T18:00:00+01:00", 4 * hour, undefined), "2026-11-27T21:00:00.000Z");
  assert.equal(lastOverdue(at("2026-11-27T21:00:00Z"), 4 * hour, undefined), at("2026-11-27T17:00:00Z"));
});

test("what comes in while nobody works begins with the next span, and what is left over goes on there", () => {
  // Friday evening, Saturday, Monday before the door opens: all the same.
  for (const received of ["2026-11-27T18:00:00+01:00", "2026-11-28T12:00:00+01:00", "2026-11-30T07:59:00+01:00"]) {
    assert.equal(due(received, 4 * hour, berlin), "2026-11-30T11:00:00.000Z");
  }
  assert.equal(due("2026-11-27T16:00:00+01:00", 4 * hour, berlin), "2026-11-30T10:00:00.000Z");
  assert.equal(due("2026-11-25T16:00:00+01:00", 20 * hour, berlin), "2026-11-30T08:00:00.000Z");
});

test("what is due as people go home is due then, not the next morning", () => {
  assert.equal(due("2026-11-27T13:00:00+01:00", 4 * hour, berlin), "2026-11-27T16:00:00.000Z");
  assert.equal(due("2026-11-27T13:00:00.001+01:00", 4 * hour, berlin), "2026-11-30T07:00:00.001Z");
});

test("nobody works on a holiday, nor in the pause at noon", () => {
  const closed = office("Europe/Berlin", ["2026-12-24", "2026-12-25"]);
  assert.equal(due("2026-12-23T16:00:00+01:00", 4 * hour, closed), "2026-12-28T10:00:00.000Z");
  const withPause = daily("Europe/Berlin", [8, 12], [13, 17]);
  assert.equal(due("2026-11-27T11:00:00+01:00", 4 * hour, withPause), "2026-11-27T15:00:00.000Z");
  assert.equal(due("2026-11-27T12:30:00+01:00", hour, withPause), "2026-11-27T13:00:00.000Z");
});

test("real time counts on days on which the clocks change", () => {
  const night = daily("Europe/Berlin", [1, 4]);
  // 2027-03-28 has no 02:00 to 03:00, 2026-10-25 has it twice.
  assert.equal(due("2027-03-28T00:30:00+01:00", 2 * hour, night), "2027-03-28T02:00:00.000Z");
  assert.equal(due("2027-03-28T00:30:00+01:00", 2 * hour + 1, night), "2027-03-28T23:00:00.001Z");
  assert.equal(due("2026-10-25T00:30:00+02:00", 4 * hour, night), "2026-10-25T03:00:00.000Z");
  // A span that is left out whole, and whole days: 23 and 25 hours of them.
  assert.equal(due("2027-03-28T00:30:00+01:00", hour, daily("Europe/Berlin", [2, 3])), "2027-03-29T01:00:00.000Z");
  const always = daily("Europe/Berlin", [0, 24]);
  assert.equal(due("2027-03-28T00:00:00+01:00", 24 * hour, always), "2027-03-28T23:00:00.000Z");
});

test("one moment parts what is overdue from what is not", () => {
  const last = (now: string) => new Date(lastOverdue(at(now), 4 * hour, berlin)).toISOString();
  assert.equal(last("2026-11-30T12:00:00+01:00"), "2026-11-30T07:00:00.000Z");
  assert.equal(last("2026-11-30T11:59:00+01:00"), "2026-11-27T15:59:00.000Z");
  assert.equal(last("2026-11-28T12:00:00+01:00"), "2026-11-27T12:00:00.000Z");
});

/** How long people work, counted by the minute on a clock and a calendar of the zone. Slow, and simple. */
function counted(hours: BusinessHours, from: number, to: number): number {
  const format = new Intl.DateTimeFormat("en-CA", {
    ...{ timeZone: hours.timeZone, hourCycle: "h23", weekday: "short" },
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  });
  let sum = 0;
  for (let now = from; now < to; now += minute) {
    const part = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
    const weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].indexOf(part["weekday"] ?? "");
    const time = Number(part["hour"]) * 60 + Number(part["minute"]);
    const isHoliday = hours.holidays.includes(`${part["year"]}-${part["month"]}-${part["day"]}`);
    const isOpen = (hours.week[weekday] ?? []).some((span) => span.from <= time && time < span.to);
    if (isOpen && !isHoliday) sum += minute;
  }
  return sum;
}

test("as long as was promised is worked until it is due, by clocks that anybody could read", () => {
  // Whole hours that no clock skips or shows twice: what those mean is said above.
  const day = fc
    .integer({ min: 4, max: 11 })
    .chain((from) => fc.integer({ min: from + 1, max: 22 }).map((to) => ({ from: from * 60, to: to * 60 })));
  const week = fc.array(fc.option(day, { nil: undefined }), { minLength: 7, maxLength: 7 });
  const timeZone = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "America/Santiago", "UTC");
  const minutes = fc.integer({ min: 1, max: 1_200 });
  fc.assert(
    fc.property(week, timeZone, anyMoment, minutes, (days, zone, received, promised) => {
      fc.pre(days.some((one) => one !== undefined));
      const hours = { timeZone: zone, week: days.map((one) => (one === undefined ? [] : [one])), holidays: [] };
      fc.pre(dueAt(received, promised * minute, hours) - received < 7 * 24 * hour);
      const end = dueAt(received, promised * minute, hours);
      assert.equal(counted(hours, received, end), promised * minute);
      assert.ok(counted(hours, end - minute, end) > 0, "people work until then");
    }),
    { numRuns: 40 },
  );
});

test("a reception is overdue exactly when it is due by now, whatever the hours", () => {
  fc.assert(
    fc.property(anyHours, anyMoment, anyMoment, anyPromise, (hours, received, now, replyMs) => {
      assert.equal(received <= lastOverdue(now, replyMs, hours), dueAt(received, replyMs, hours) <= now);
      const last = lastOverdue(now, replyMs, hours);
      assert.ok(dueAt(last, replyMs, hours) <= now);
      assert.ok(dueAt(last + 1, replyMs, hours) > now);
    }),
    { numRuns: 500 },
  );
});

test("what comes later is never due earlier, and a longer promise not either", () => {
  fc.assert(
    fc.property(anyHours, anyMoment, fc.nat(3 * 24 * hour), anyPromise, (hours, received, more, replyMs) => {
      assert.ok(dueAt(received + more, replyMs, hours) >= dueAt(received, replyMs, hours));
      assert.ok(dueAt(received, replyMs + more, hours) >= dueAt(received, replyMs, hours));
      assert.ok(dueAt(received, replyMs, hours) >= received + replyMs);
    }),
    { numRuns: 300 },
  );
});
