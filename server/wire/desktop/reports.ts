import { momentIn, readBody, reportAnswer, reportNames, reportQuery } from "@postroom/contract";
import type { Cell } from "../../domain/reporting/mail-reports.ts";
import { missing } from "../../queries/query.ts";
import { type ReportFound, readReport, type TableName } from "../../queries/supervisor/report.ts";
import { refusalOf, refused, success } from "../answers.ts";
import { catchUp } from "../catch-up.ts";
import { csvAnswer, csvBegin, csvLine } from "../csv.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { isoTime } from "../shapes/times.ts";
import { below, desktop } from "./paths.ts";
import { interactionsReported, type ReportAsked } from "./reported-interactions.ts";

/** Figures of a stretch of time as JSON or CSV. desktop.md 7, 13 */
export const report: Resource = {
  name: desktop,
  paths: [below("/reports/{name}")],
  get: {
    answer: answerReport,
    describes: {
      summary: `Figures of a stretch of time: ${reportNames.join(", ")}`,
      query: reportQuery,
      answer: reportAnswer,
    },
  },
};

async function answerReport(asking: Asking): Promise<Answer> {
  const query = readBody(reportQuery, asking.request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const name = reportNames.find((one) => one === asking.request.params["name"]);
  if (name === undefined) return refused(noReport(asking));
  const unused = notOf(name, query.value);
  if (unused !== undefined) return refused(unused);
  await catchUp(asking.answering.performing);
  const { from = "", to = "" } = query.value;
  const given = { ...query.value, from: momentIn(from), to: momentIn(to) };
  return name === "interactions" ? interactionsReported(asking, given) : answerTable(asking, name, given);
}

type ReportName = TableName | "interactions";

/** What a report cannot take into account. */
const unknownTo: Readonly<Partial<Record<ReportName, readonly ("queue" | "interval")[]>>> = {
  interactions: ["interval"],
  readiness: ["queue", "interval"],
};

/** The key of what is asked and it cannot take into account; undefined: it can all. */
export const notKnownTo = (name: ReportName, query: { readonly [Key in "queue" | "interval"]?: string | undefined }) =>
  unknownTo[name]?.find((one) => query[one] !== undefined);

/** It is not passed over. */
function notOf(name: ReportName, query: ReturnType<typeof reportQuery.parse>) {
  const key = notKnownTo(name, query);
  if (key === undefined) return undefined;
  return missing({ kind: "badValue", path: `$.${key}`, because: `the report ${name} does not know it` }).refusal;
}

const noReport = ({ request }: Asking) =>
  missing({ kind: "notFound", thing: "report", name: request.params["name"] ?? "" }).refusal;

async function answerTable(asking: Asking, name: TableName, given: ReportAsked): Promise<Answer> {
  const { interval, timeZone, format, from, to, queue, agent } = given;
  const read = await asked(asking, readReport, { name, from, to, queue, agent, cutting: { interval, timeZone } });
  if (!read.ok) return refused(read.refusal);
  const table = shown(read.value);
  if (format === "csv") return csvAnswer(name, linesOf(table));
  return success({ name, from: isoTime(read.value.from), to: isoTime(read.value.to), ...table });
}

/** The same with moments as texts. */
export function shown({ base, columns, moments, rows, totals }: ReportFound) {
  const cellOf = (column: string, cell: Cell | undefined): Cell =>
    moments.includes(column) && typeof cell === "number" ? isoTime(cell) : (cell ?? null);
  return {
    ...{ base, columns },
    rows: rows.map((row) => Object.fromEntries(columns.map((column) => [column, cellOf(column, row[column])]))),
    totals,
  };
}

/** Line by line for a file. */
export const linesOf = ({ columns, rows }: ReturnType<typeof shown>): readonly string[] => [
  csvBegin + csvLine(columns),
  ...rows.map((row) => csvLine(columns.map((column) => row[column]))),
];
