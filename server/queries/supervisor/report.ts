import { agentReport, agentTable, readinessSpells } from "../../domain/reporting/agent-report.ts";
import { seconds } from "../../domain/reporting/figures.ts";
import { type Cell, type MailReportName, mailReports } from "../../domain/reporting/mail-reports.ts";
import type { JudgedMail } from "../../domain/reporting/reported-mail.ts";
import { responseReport, responseTable } from "../../domain/reporting/response-report.ts";
import { type Cutting, tableOf } from "../../domain/reporting/table.ts";
import type { ReportedAmong, ReportTime } from "../../ports/reports.ts";
import type { Reading } from "../../ports/transaction.ts";
import { queueNames, userNames } from "../names.ts";
import { defineQuery, type Found, found } from "../query.ts";
import { judging, type ReportScope, reportedMax, scopeOf, tooMuch } from "./report-scope.ts";

export type TableName = MailReportName | "responses" | "agents" | "readiness";

/** A cell is a moment in wall milliseconds where its column is among `moments`. */
export type ReportFound = ReportTime & {
  readonly base: string;
  readonly columns: readonly string[];
  readonly moments: readonly string[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  readonly totals: Readonly<Record<string, Cell>>;
};

type Asked = ReportScope & { readonly name: TableName; readonly cutting: Cutting };

const pageMax = 5_000;

/** A table of figures about a stretch of time. Refuses what it is asked of and is not known, and more than 100,000 e-mails (10). desktop.md 7, 13 */
export const readReport = defineQuery<Asked, ReportFound>("ReadReport", "ReadReports", async ({ reading, input }) => {
  const scope = await scopeOf(reading, input);
  if (!scope.ok) return scope;
  const table = await tableFound(reading, scope.value, input);
  if (!table.ok) return table;
  const { from, to } = scope.value;
  return found({ from, to, ...table.value });
});

type TableFound = Omit<ReportFound, keyof ReportTime>;

function tableFound(reading: Reading, among: ReportedAmong, { name, cutting }: Asked): Promise<Found<TableFound>> {
  if (name === "responses") return responsesFound(reading, among, cutting);
  if (name === "agents") return agentsFound(reading, among, cutting);
  if (name === "readiness") return readinessFound(reading, among);
  return mailsFound(reading, among, { name, cutting });
}

async function mailsFound(
  reading: Reading,
  among: ReportedAmong,
  { name, cutting }: { readonly name: MailReportName; readonly cutting: Cutting },
): Promise<Found<TableFound>> {
  const refusal = tooMuch(await reading.reports.received(among, reportedMax + 1), "e-mails received");
  if (refusal !== undefined) return refusal;
  const report = mailReports[name];
  const queues = (await reading.centre.queues()).map(({ id }) => id);
  const given = { now: reading.now.wall, cutting, queues };
  const { rows, totals } = tableOf(report, await allMails(reading, among), given);
  const names = await queueNames(reading);
  const by = "by" in report ? [report.by.column] : [];
  return found({
    base: report.base,
    columns: [...begins(cutting), "queue", ...by, ...report.columns],
    moments: ["interval"],
    rows: rows.map((row) => ({
      ...{ interval: row.interval ?? null, queue: names.get(row.queue) ?? row.queue },
      ...("by" in report ? { [report.by.column]: row.by ?? "" } : {}),
      ...row.counted,
    })),
    totals,
  });
}

const begins = ({ interval }: Cutting): readonly string[] => (interval === undefined ? [] : ["interval"]);

async function allMails(reading: Reading, among: ReportedAmong): Promise<readonly JudgedMail[]> {
  const judged = await judging(reading);
  const mails: JudgedMail[] = [];
  for (;;) {
    const last = mails.at(-1);
    const page = await reading.reports.mails(among, { after: last, limit: pageMax });
    mails.push(...page.map(judged));
    if (page.length < pageMax) return mails;
  }
}

async function responsesFound(reading: Reading, among: ReportedAmong, cutting: Cutting): Promise<Found<TableFound>> {
  const uses = await reading.reports.responseUses(among, reportedMax + 1);
  const refusal = tooMuch(uses.length, "uses of responses");
  if (refusal !== undefined) return refusal;
  const { rows, totals } = responseTable(uses, cutting);
  const queues = await queueNames(reading);
  const users = await userNames(
    reading,
    uses.map(({ user }) => user),
  );
  return found({
    base: responseReport.base,
    columns: [...begins(cutting), "response", "language", "queue", "agent", ...responseReport.columns],
    moments: ["interval"],
    rows: rows.map(({ interval = null, name, language, queue, user, counted }) => ({
      ...{ interval, response: name, language, queue: queues.get(queue) ?? queue, agent: users.get(user) ?? user },
      ...counted,
    })),
    totals,
  });
}

async function agentsFound(reading: Reading, among: ReportedAmong, cutting: Cutting): Promise<Found<TableFound>> {
  const refusal = tooMuch(await reading.reports.begun(among, reportedMax + 1), "e-mails accepted");
  if (refusal !== undefined) return refusal;
  const spells = await reading.reports.spells(among, reportedMax);
  const stretches = await readinessIn(reading, among);
  if (!stretches.ok) return stretches;
  const names = await userNames(
    reading,
    [...spells, ...stretches.value].map(({ user }) => user),
  );
  const agents = [...names].toSorted(([, a], [, b]) => a.localeCompare(b, "en")).map(([id]) => id);
  const work = { spells, readiness: stretches.value };
  const { rows, totals } = agentTable(work, { now: reading.now.wall, cutting, agents });
  return found({
    base: agentReport.base,
    columns: [...begins(cutting), "agent", ...agentReport.columns],
    moments: ["interval"],
    rows: rows.map(({ interval = null, agent, counted }) => ({
      interval,
      agent: names.get(agent) ?? agent,
      ...counted,
    })),
    totals,
  });
}

async function readinessFound(reading: Reading, among: ReportedAmong): Promise<Found<TableFound>> {
  const stretches = await readinessIn(reading, among);
  if (!stretches.ok) return stretches;
  const names = await userNames(
    reading,
    stretches.value.map(({ user }) => user),
  );
  const rows = stretches.value.map(({ user, from, to, state, reason = "" }) => ({
    ...{ agent: names.get(user) ?? user, from, to, state, reason, seconds: seconds(to - from) },
  }));
  return found({
    base: "how long each agent was in each state",
    columns: ["agent", "from", "to", "state", "reason", "seconds"],
    moments: ["from", "to"],
    rows: rows.toSorted((a, b) => a.agent.localeCompare(b.agent, "en") || a.from - b.from),
    totals: { seconds: rows.reduce((sum, row) => sum + (row.seconds ?? 0), 0) },
  });
}

/** What has not been yet is in no report. */
async function readinessIn(reading: Reading, among: ReportedAmong) {
  const changes = await reading.reports.readiness(among, reportedMax + 1);
  const refusal = tooMuch(changes.length, "changes of readiness");
  return refusal ?? found(readinessSpells(changes, { from: among.from, to: Math.min(among.to, reading.now.wall) }));
}
