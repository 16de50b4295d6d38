import fc from "fast-check";
import type { BusinessHours, WorkingSpan } from "./business-hours.ts";

export const minute = 60_000;
export const hour = 60 * minute;

/** Monday to Friday, 08:00 to 17:00. */
export const office = (timeZone: string, holidays: readonly string[] = []): BusinessHours => {
  const day = [{ from: 8 * 60, to: 17 * 60 }];
  return { timeZone, week: [[], day, day, day, day, day, []], holidays };
};

/** The same spans every day. */
export const daily = (timeZone: string, ...spans: readonly (readonly [number, number])[]): BusinessHours => ({
  timeZone,
  week: Array.from({ length: 7 }, () => spans.map(([from, to]) => ({ from: from * 60, to: to * 60 }))),
  holidays: [],
});

/** Zones that change their clocks by an hour, by half of one, over midnight, to the south, by a strange number, and not at all. */
export const anyZone = fc.constantFrom(
  ...["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Africa/Cairo", "Asia/Beirut"],
  ...["America/Santiago", "Asia/Kathmandu", "Pacific/Chatham", "Africa/Casablanca", "UTC"],
);

const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
  .map((quarters) => quarters.toSorted((one, other) => one - other))
  .map((quarters) =>
    quarters.flatMap((from, at): readonly WorkingSpan[] => {
      const to = at % 2 === 0 ? quarters[at + 1] : undefined;
      return to === undefined ? [] : [{ from: from * 15, to: to * 15 }];
    }),
  );

/** Hours by the quarter, some of them a day that is a holiday. */
export const anyHours: fc.Arbitrary<BusinessHours> = fc
  .record({
    timeZone: anyZone,
    week: fc.array(spans, { minLength: 7, maxLength: 7 }),
    holidays: fc.array(
      fc.integer({ min: 0, max: 800 }).map((day) => new Date(begin + day * 24 * hour).toISOString().slice(0, 10)),
      { maxLength: 200 },
    ),
  })
  .filter(({ week }) => week.flat().length > 0);

const begin = Date.UTC(2025, 0, 1);

/** In two years, often near a change of clocks: those of many zones lie in March, April, September to November. */
export const anyMoment = fc
  .oneof(
    fc.integer({ min: 0, max: 730 * 24 * 60 }),
    fc
      .tuple(
        fc.constantFrom(66, 88, 94, 113, 119, 250, 276, 297, 303, 305, 431, 452),
        fc.integer({ min: 0, max: 2_880 }),
      )
      .map(([day, minutes]) => day * 24 * 60 + minutes),
  )
  .map((minutes) => begin + minutes * minute);

export const anyPromise = fc.oneof(
  fc.integer({ min: 1, max: 8 * 60 }).map((minutes) => minutes * minute),
  fc.integer({ min: 1, max: 100 }).map((hours) => hours * hour),
);
