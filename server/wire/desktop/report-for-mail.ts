import { reportNames } from "@postroom/contract";
import type { UserActor } from "../../domain/agent/actor.ts";
import type { Cell } from "../../domain/reporting/mail-reports.ts";
import { daysIn, periodBefore, type ReportSchedule } from "../../domain/reporting/schedule.ts";
import type { Performing } from "../../operations/perform.ts";
import { ask, type Found, found, missing } from "../../queries/query.ts";
import { readReport } from "../../queries/supervisor/report.ts";
import { catchUp } from "../catch-up.ts";
import { interactionLines } from "./reported-interactions.ts";
import { linesOf, shown } from "./reports.ts";

/** A report before it is a mail: a few words, and its rows as CSV. */
export type ReportForMail = {
  readonly subject: string;
  readonly text: string;
  readonly fileName: string;
  readonly lines: AsyncIterable<string> | Iterable<string>;
};

/** What is due of a schedule, with the rights that its owner has now; refused as when the owner reads it. desktop.md 7 */
export async function reportForMail(
  performing: Performing,
  { schedule, actor }: { readonly schedule: ReportSchedule; readonly actor: UserActor },
): Promise<Found<ReportForMail>> {
  const name = reportNames.find((one) => one === schedule.report);
  if (name === undefined) return missing({ kind: "notFound", thing: "report", name: schedule.report });
  await catchUp(performing);
  const { queue, agent, interval } = schedule.filter;
  const { timeZone } = schedule.cadence;
  const { from, to } = periodBefore(schedule.cadence, schedule.nextAt);
  const [first, last] = daysIn({ from, to }, timeZone);
  const days = first === last ? first : `${first} to ${last}`;
  const named = { subject: `${name}: ${days}`, fileName: `${name}-${first}.csv` };
  const head = [`${name}, ${days} (${timeZone})`, ...asLines({ queue, agent }), ""];
  const foot = ["", `${named.fileName} has all rows.`, "", ...whySent(schedule, actor)];
  const asked = { from, to, queue, agent };
  if (name === "interactions") {
    const lines = await interactionLines({ store: performing.store, actor }, asked);
    if (!lines.ok) return lines;
    return found({
      ...named,
      text: [...head, "One row for each incoming e-mail.", ...foot].join("\n"),
      lines: lines.value,
    });
  }
  const read = await ask(performing.store, readReport, {
    actor,
    input: { name, ...asked, cutting: { interval, timeZone } },
  });
  if (!read.ok) return read;
  const table = shown(read.value);
  const words = [`Of ${table.base}:`, ...asLines(table.totals), `rows: ${table.rows.length}`];
  return found({ ...named, text: [...head, ...words, ...foot].join("\n"), lines: linesOf(table) });
}

const asLines = (pairs: Readonly<Record<string, Cell | undefined>>): readonly string[] =>
  Object.entries(pairs).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value ?? ""}`]));

const whySent = ({ cadence }: ReportSchedule, { userName }: UserActor): readonly string[] => [
  `${userName} wants this report sent every ${cadence.every}. Whoever wants it no more asks ${userName}, who can delete it in the desktop under Reports.`,
];
