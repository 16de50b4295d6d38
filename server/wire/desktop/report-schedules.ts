import { reportSchedules as contract } from "@postroom/contract";
import { z } from "zod";
import type { Cadence, ReportFilter } from "../../domain/reporting/schedule.ts";
import { scheduleReport, unscheduleReport } from "../../operations/supervisor/report-schedules.ts";
import type { ScheduleWithLast } from "../../ports/report-schedules.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { listReportSchedules } from "../../queries/supervisor/report-schedules.ts";
import { refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Asking, Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { isoTime } from "../shapes/times.ts";
import { nameIn } from "../shapes/together.ts";
import { present } from "../shapes/viewing.ts";
import { below, desktop } from "./paths.ts";
import { notKnownTo } from "./reports.ts";

type Given = z.output<typeof contract.body>;

const shapeOf = ({ last, ...one }: ScheduleWithLast, by: string) => ({
  ...{ id: one.id, report: one.report, filter: one.filter, when: one.cadence, to: one.to },
  ...{ by, createdAt: isoTime(one.createdAt), nextAt: isoTime(one.nextAt) },
  ...(last === undefined ? {} : { lastAt: isoTime(last.at), lastState: last.delivery ?? "notMade" }),
  ...present("lastProblem", last?.problem),
});

/** What a report does not take into account is refused as it is when somebody reads it. */
function scheduleIn({ report, filter, when, to }: Given): Found<Parameters<typeof scheduleReport.run>[0]["input"]> {
  const key = notKnownTo(report, filter);
  if (key !== undefined)
    return missing({
      kind: "badValue",
      path: `$.filter.${key}`,
      because: `the report ${report} does not know it`,
    });
  return found({ report, filter: filter as ReportFilter, cadence: when as Cadence, to: [...new Set(to)] });
}

const removed = (id: string) => success({ removedId: id });
const nothing = () => found({});

/** Reports that are sent by mail, day by day, week by week or month by month. desktop.md 7, 13 */
export const reportSchedules: Resource = {
  name: desktop,
  paths: [below("/report-schedules")],
  get: {
    answer: async (asking) => {
      const all = await asked(asking, listReportSchedules, {});
      if (!all.ok) return refused(all.refusal);
      const { schedules, users } = all.value;
      return success({ reportSchedules: schedules.map((one) => shapeOf(one, nameIn(users, one.owner))) });
    },
    describes: {
      summary: "Reports that the user gets sent by mail; for an admin everybody's",
      answer: contract.answer,
    },
  },
  post: written({
    summary: "Sends a report by mail from now on",
    body: contract.body,
    named: "ReportSchedule",
    does: doing({
      operation: scheduleReport,
      versioned: false,
      input: scheduleIn,
      answers: (one, _, asking) => success({ reportSchedule: shapeOf({ ...one, last: undefined }, userName(asking)) }),
    }),
    answer: contract.givenAnswer,
  }),
  delete: written({
    summary: "Sends it no more",
    body: contract.idBody,
    named: "ReportScheduleRemoval",
    does: doing({
      operation: unscheduleReport,
      versioned: false,
      input: nothing,
      target: ({ id }) => id,
      answers: removed,
    }),
    answer: contract.removedAnswer,
  }),
};

const userName = ({ request }: Asking): string => request.actor.userName;

/** The same by its address. */
export const reportSchedule: Resource = {
  name: desktop,
  paths: [below("/report-schedules/{id}")],
  delete: written({
    summary: "Sends it no more",
    body: z.object({}),
    does: doing({ operation: unscheduleReport, versioned: false, input: nothing, answers: removed }),
    answer: contract.removedAnswer,
  }),
};
