import { type Interval, intervalBegin, intervalEnd } from "./intervals.ts";
import type { Cell, MailReport } from "./mail-reports.ts";
import type { JudgedMail } from "./reported-mail.ts";

/** How the time of a report is cut; absent: not at all. */
export type Cutting = { readonly interval: Interval | undefined; readonly timeZone: string };

/** A row as it is found: `queue` is an id, `interval` a moment in wall milliseconds. */
export type ReportRow = {
  readonly interval: number | undefined;
  readonly queue: string;
  readonly by: string | undefined;
  readonly counted: Readonly<Record<string, Cell>>;
};

/** The rows of a report in the order of time and of queues, and the same counted of all e-mails together. */
export function tableOf(
  report: MailReport,
  mails: readonly JudgedMail[],
  { now, cutting, queues }: { readonly now: number; readonly cutting: Cutting; readonly queues: readonly string[] },
): { readonly rows: readonly ReportRow[]; readonly totals: Readonly<Record<string, Cell>> } {
  const groups = new Map<string, { readonly of: Omit<ReportRow, "counted">; readonly mails: JudgedMail[] }>();
  const begin = beginnings(cutting);
  for (const mail of mails) {
    const by = report.by?.of(mail);
    if (report.by !== undefined && by === undefined) continue;
    const of = { interval: begin(mail.receivedAt), queue: mail.queue, by };
    const key = `${of.interval ?? ""} ${of.queue} ${by ?? ""}`;
    const group = groups.get(key) ?? { of, mails: [] };
    groups.set(key, group);
    group.mails.push(mail);
  }
  const places = new Map(queues.map((id, place) => [id, place]));
  const placeOf = (queue: string): number => places.get(queue) ?? queues.length;
  const rows = [...groups.values()]
    .map((group) => ({ ...group.of, counted: report.count(group.mails, now) }))
    .toSorted(
      (a, b) =>
        (a.interval ?? 0) - (b.interval ?? 0) ||
        placeOf(a.queue) - placeOf(b.queue) ||
        (a.by ?? "").localeCompare(b.by ?? "", "en"),
    );
  return { rows, totals: report.count(mails, now) };
}

/** E-mails come in the order of time, and zones are slow to tell: each interval is asked for once. */
function beginnings({ interval, timeZone }: Cutting): (at: number) => number | undefined {
  let known = { begin: 0, end: 0 };
  return (at) => {
    if (interval === undefined) return undefined;
    if (at < known.begin || at >= known.end) {
      const begin = intervalBegin(at, interval, timeZone);
      known = { begin, end: intervalEnd(begin, interval, timeZone) };
    }
    return known.begin;
  };
}
