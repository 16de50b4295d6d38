import { isAdmin } from "../../domain/agent/actor.ts";
import type { ScheduleWithLast } from "../../ports/report-schedules.ts";
import { userNames } from "../names.ts";
import { defineQuery, found } from "../query.ts";

type SchedulesFound = {
  readonly schedules: readonly ScheduleWithLast[];
  readonly users: ReadonlyMap<string, string>;
};

/** Reports that the user gets sent by mail; for an admin everybody's. desktop.md 7, 13 */
export const listReportSchedules = defineQuery<unknown, SchedulesFound>(
  "ListReportSchedules",
  "ReadReports",
  async ({ reading, actor }) => {
    const schedules = await reading.reportSchedules.all(isAdmin(actor) ? undefined : actor.id);
    const users = await userNames(
      reading,
      schedules.map(({ owner }) => owner),
    );
    return found({ schedules, users });
  },
);
