import { minuteOf, type Provisioning } from "@postroom/contract";
import type { BusinessHours } from "../domain/service-level/business-hours.ts";

type Given = NonNullable<Provisioning["queues"][number]["hours"]>;

/** Hours of the file in our own words: times of the day in minutes, weekdays by number. product.md */
export const hoursOf = ({ timeZone, holidays, ...days }: Given): BusinessHours => ({
  timeZone,
  holidays,
  week: [days.sunday, days.monday, days.tuesday, days.wednesday, days.thursday, days.friday, days.saturday].map((day) =>
    day
      .map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }))
      .toSorted((one, other) => one.from - other.from),
  ),
});
