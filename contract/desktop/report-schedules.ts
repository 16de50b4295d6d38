import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { deliveryStates, time } from "../gws/resource.ts";
import { timeZone } from "../time-zone.ts";
import { reportNames, reportQuery } from "./reports.ts";

const clock = { hour: z.int().min(0).max(23), timeZone };

/** When: at an hour, by the clocks of a time zone. What is covered: the whole days since the time before. */
const when = z.discriminatedUnion("every", [
  z.strictObject({ every: z.literal("day"), ...clock }),
  /** 1 Monday to 7 Sunday. ISO 8601 */
  z.strictObject({ every: z.literal("week"), on: z.int().min(1).max(7), ...clock }),
  /** Where a month is shorter, its last day. */
  z.strictObject({ every: z.literal("month"), on: z.int().min(1).max(31), ...clock }),
]);

/** What `GET /reports/{name}` is asked, but for its time, which is each time another. */
const filter = z.strictObject(reportQuery.pick({ queue: true, agent: true, interval: true }).shape);

/** `POST /report-schedules`: a report by mail, to at most ten addresses of the centre's own domains. desktop.md 7, 13 */
const body = z.strictObject({
  report: z.enum(reportNames),
  filter: filter.default({}),
  when,
  to: z.array(z.string().max(320)).min(1).max(10),
});

const schedule = z.strictObject({
  ...{ id: z.string(), report: z.enum(reportNames), filter, when, to: z.array(z.string()) },
  /** User name of whoever wanted it. */
  ...{ by: z.string(), createdAt: time, nextAt: time },
  /** When the last one was made, and how its mail fares; `notMade`: there is none, because. */
  lastAt: time.optional(),
  lastState: z.enum([...deliveryStates, "notMade"]).optional(),
  lastProblem: z.string().optional(),
});

/** What `/report-schedules` takes and answers. */
export const reportSchedules = {
  body,
  idBody: z.strictObject({ id: z.string().min(1).max(1_000) }),
  answer: answerWith({ reportSchedules: z.array(schedule) }),
  givenAnswer: answerWith({ reportSchedule: schedule }),
  removedAnswer: answerWith({ removedId: z.string() }),
};

export type ReportSchedule = z.infer<typeof schedule>;
