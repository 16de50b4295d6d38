import { percentOf, seconds, spread } from "./figures.ts";
import { isInTime, type JudgedMail } from "./reported-mail.ts";

export type Cell = string | number | null;

/** One report of incoming e-mails: which of them belong together besides interval and queue, and what is counted of those. */
export type MailReport = {
  /** What its numbers and percentages are of. */
  readonly base: string;
  readonly columns: readonly string[];
  /** A further column by which rows are told apart. */
  readonly by?: { readonly column: string; readonly of: (mail: JudgedMail) => string | undefined };
  readonly count: (mails: readonly JudgedMail[], now: number) => Readonly<Record<string, Cell>>;
};

const received = "incoming e-mails received in the interval";

/** Median and p90 stand in each that is about durations; percentages name their base. desktop.md 7 */
export const mailReports = {
  volume: {
    base: received,
    columns: ["received", "accepted", "answered", "done", "open"],
    count: (mails) => ({
      received: mails.length,
      accepted: howMany(mails, ({ acceptedAt }) => acceptedAt !== undefined),
      answered: howMany(mails, ({ answeredAt }) => answeredAt !== undefined),
      done: howMany(mails, isDone),
      open: howMany(mails, (mail) => !isDone(mail)),
    }),
  },
  age: {
    base: `${received}: how old they were when they were done, and how old the oldest open one is`,
    columns: ["done", "medianSeconds", "p90Seconds", "open", "oldestOpenSeconds"],
    count: (mails, now) => {
      const open = mails.filter((mail) => !isDone(mail));
      const oldest = open.reduce<number | undefined>(
        (age, mail) => Math.max(age ?? 0, now - mail.receivedAt),
        undefined,
      );
      return {
        done: mails.length - open.length,
        ...spread(mails.flatMap(({ endedAt, receivedAt }) => (endedAt === undefined ? [] : [endedAt - receivedAt]))),
        open: open.length,
        oldestOpenSeconds: seconds(oldest),
      };
    },
  },
  response: {
    base: `${received} that an agent answered: from reception to the first reply`,
    columns: ["answered", "medianSeconds", "p90Seconds"],
    count: (mails) => {
      const times = mails.flatMap(({ answeredAt, receivedAt }) =>
        answeredAt === undefined ? [] : [answeredAt - receivedAt],
      );
      return { answered: times.length, ...spread(times) };
    },
  },
  handling: {
    base: `${received} that an agent accepted: how long agents had each in hands`,
    columns: ["accepted", "medianSeconds", "p90Seconds", "totalSeconds"],
    count: (mails) => {
      const times = mails.filter(({ acceptedAt }) => acceptedAt !== undefined).map(({ handledMs }) => handledMs);
      return {
        accepted: times.length,
        ...spread(times),
        totalSeconds: seconds(times.reduce((sum, ms) => sum + ms, 0)),
      };
    },
  },
  sla: {
    base: `${received} of queues with a promise that are done or overdue`,
    columns: ["judged", "inTime", "late", "percent"],
    count: (mails, now) => {
      const judged = mails.map((mail) => isInTime(mail, now)).filter((one) => one !== undefined);
      const inTime = howMany(judged, (one) => one);
      return {
        ...{ judged: judged.length, inTime, late: judged.length - inTime },
        percent: percentOf(inTime, judged.length),
      };
    },
  },
  transfers: {
    base: received,
    columns: ["received", "transferred", "percent", "transfers"],
    count: (mails) => {
      const transferred = howMany(mails, ({ transfers }) => transfers > 0);
      return {
        ...{ received: mails.length, transferred, percent: percentOf(transferred, mails.length) },
        transfers: mails.reduce((sum, mail) => sum + mail.transfers, 0),
      };
    },
  },
  dispositions: {
    base: `${received} that are done; an empty disposition: none was given`,
    columns: ["done"],
    by: { column: "disposition", of: (mail) => (isDone(mail) ? (mail.disposition ?? "") : undefined) },
    count: (mails) => ({ done: howMany(mails, isDone) }),
  },
} as const satisfies Readonly<Record<string, MailReport>>;

export type MailReportName = keyof typeof mailReports;

const isDone = ({ endedAt }: JudgedMail): boolean => endedAt !== undefined;

const howMany = <T>(all: readonly T[], is: (one: T) => boolean): number => all.filter(is).length;
