import { type RawBuilder, sql } from "kysely";
import type { DeliveryState } from "../../domain/interaction/interaction.ts";
import type { ReportSchedule } from "../../domain/reporting/schedule.ts";
import type { ReportScheduleReads, ReportScheduleRows, ScheduleWithLast } from "../../ports/report-schedules.ts";
import type { Database, Writing } from "./context.ts";
import { json, optional, text, time } from "./values.ts";

type Row = {
  id: string;
  user_id: string;
  report: string;
  filter: ReportSchedule["filter"];
  cadence: ReportSchedule["cadence"];
  recipients: string[];
  created_at: number;
  due: number;
  next_at: number;
  last_at: number | null;
  last_problem: string | null;
  delivery?: DeliveryState | null;
};

/** Reports that are wanted by mail. */
export const reportScheduleReads = (database: Database): ReportScheduleReads => ({
  async all(owner) {
    const { rows } = await sql<Row>`
      SELECT s.*, d.state AS delivery FROM report_schedules s LEFT JOIN deliveries d ON d.interaction_id = s.last_mail
      WHERE ${isOf(owner)} ORDER BY s.created_at, s.id LIMIT 1000`.execute(database);
    return rows.map(withLast);
  },
  async due(now, limit) {
    const { rows } = await sql<Row>`
      SELECT * FROM report_schedules WHERE due <= ${now} ORDER BY due, id LIMIT ${limit}`.execute(database);
    return rows.map(scheduleOf);
  },
  async agentDomains() {
    const { rows } = await sql<{ domain: string }>`
      SELECT DISTINCT lower(split_part(email_address, '@', -1)) AS domain FROM users
      WHERE enabled AND email_address LIKE '%@%' LIMIT 1000`.execute(database);
    return rows.map(({ domain }) => domain);
  },
});

export const reportScheduleRows = ({ database, now }: Writing): ReportScheduleRows => ({
  async create({ id, owner, report, filter, cadence, to, createdAt, due, nextAt }) {
    await sql`
      INSERT INTO report_schedules (id, user_id, report, filter, cadence, recipients, created_at, due, next_at)
      VALUES (${id}, ${owner}, ${report}, ${json(filter)}, ${json(cadence)}, ${[...to]}, ${time(createdAt)}, ${due},
        ${time(nextAt)})`.execute(database);
  },
  async remove(id, owner) {
    const { rows } = await sql<Row>`
      DELETE FROM report_schedules s WHERE id = ${text(id)} AND ${isOf(owner)} RETURNING *`.execute(database);
    return rows[0] === undefined ? undefined : scheduleOf(rows[0]);
  },
  async advance({ id, nextAt }, next) {
    const { numAffectedRows } = await sql`
      UPDATE report_schedules SET next_at = ${time(next.nextAt)}, due = ${next.due}, last_at = ${time(now.wall)},
        last_mail = ${next.mail ?? null}, last_problem = ${next.problem ?? null}
      WHERE id = ${id} AND next_at = ${time(nextAt)}`.execute(database);
    return numAffectedRows === 1n;
  },
});

const isOf = (owner: string | undefined): RawBuilder<unknown> =>
  owner === undefined ? sql`true` : sql`s.user_id = ${owner}`;

const scheduleOf = (row: Row): ReportSchedule => ({
  ...{ id: row.id, owner: row.user_id, report: row.report, filter: row.filter, cadence: row.cadence },
  ...{ to: row.recipients, createdAt: row.created_at, due: row.due, nextAt: row.next_at },
});

const withLast = (row: Row): ScheduleWithLast => ({
  ...scheduleOf(row),
  last:
    row.last_at === null
      ? undefined
      : { at: row.last_at, delivery: optional(row.delivery), problem: optional(row.last_problem) },
});
