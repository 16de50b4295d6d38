import { type RawBuilder, sql } from "kysely";
import type { Channel } from "../../domain/agent/agent.ts";
import type { Moment } from "../../domain/interaction/interaction.ts";
import { passingOn } from "../../domain/reporting/work-done.ts";
import type { MailWithWords, ReportedAmong, ReportPlace, ReportReads, ReportTime } from "../../ports/reports.ts";
import type { Database } from "./context.ts";
import { optional, time } from "./values.ts";

type MailRow = {
  id: string;
  queue: string;
  state: string;
  received_at: number;
  accepted_at: number | null;
  answered_at: number | null;
  ended_at: number | null;
  handled_ms: number | null;
  agent: string | null;
  transfers: number | null;
  disposition: string | null;
  sender?: string | null;
  subject?: string;
};

type SpellRow = {
  interaction_id: string;
  user_id: string;
  began_at: number;
  ended_at: number | null;
  ended_by: string | null;
};
type UseRow = {
  response_id: string;
  name: string;
  language: string;
  interaction_id: string;
  queue_id: string;
  user_id: string;
  at: number;
};
type ReadinessRow = { user_id: string; at: number; state: Channel["state"]; reason: string | null };

/** What reports read, by the indexes of reception and of beginnings. */
export const reportReads = (database: Database, { wall }: Moment): ReportReads => ({
  received: (asked, max) =>
    counted(database, sql`interactions WHERE direction = 'inbound' AND ${within(sql`received_at`, asked)}`, max),
  begun: (asked, max) => counted(database, sql`work_spells WHERE ${within(sql`began_at`, asked)}`, max),
  mails: async (among, page) =>
    (await mails(database, { among, ...page, wall, words: sql``, contents: sql`` })).map(mailOf),
  async mailsWithWords(among, page) {
    const words = sql`, coalesce(c.from_address ->> 'address', '') AS sender, c.subject`;
    const contents = sql`JOIN contents c ON c.id = i.content_id`;
    return (await mails(database, { among, ...page, wall, words, contents })).map(
      (row): MailWithWords => ({ ...mailOf(row), from: row.sender ?? "", subject: row.subject ?? "" }),
    );
  },
  async spells({ agent, queue, ...asked }, max) {
    const isOfQueue = sql`EXISTS (SELECT 1 FROM interactions i
      WHERE i.id = interaction_id AND coalesce(i.routed_queue, i.queue_id) = ${queue})`;
    const { rows } = await sql<SpellRow>`
      SELECT interaction_id, user_id, began_at, ended_at, ended_by FROM work_spells
      WHERE ${within(sql`began_at`, asked)} AND ${is(sql`user_id`, agent)} AND ${queue === undefined ? sql`true` : isOfQueue}
      ORDER BY began_at, place LIMIT ${max}`.execute(database);
    return rows.map((row) => ({
      ...{ interaction: row.interaction_id, user: row.user_id, beganAt: row.began_at },
      ...{ endedAt: optional(row.ended_at), endedBy: optional(row.ended_by) },
    }));
  },
  async responseUses({ agent, queue, ...asked }, max) {
    const { rows } = await sql<UseRow>`
      SELECT u.response_id, coalesce(r.name, u.name) AS name, coalesce(r.language, u.language) AS language,
        u.interaction_id, u.queue_id, u.user_id, u.at
      FROM response_uses u LEFT JOIN standard_responses r ON r.id = u.response_id
      WHERE ${within(sql`u.at`, asked)} AND ${is(sql`u.user_id`, agent)} AND ${is(sql`u.queue_id`, queue)}
      ORDER BY u.at, u.place LIMIT ${max}`.execute(database);
    return rows.map(({ name, language, at, ...row }) => ({
      ...{ response: row.response_id, name, language, interaction: row.interaction_id, at },
      ...{ queue: row.queue_id, user: row.user_id },
    }));
  },
  async readiness({ agent, from, to }, max) {
    const { rows } = await sql<ReadinessRow>`
      SELECT user_id, at, state, reason FROM (
        SELECT user_id, at, state, reason, place FROM readiness_changes
        WHERE ${within(sql`at`, { from, to })} AND ${is(sql`user_id`, agent)}
        UNION ALL
        SELECT before.* FROM agents a CROSS JOIN LATERAL (
          SELECT r.user_id, r.at, r.state, r.reason, r.place FROM readiness_changes r
          WHERE r.user_id = a.user_id AND r.at < ${time(from)} ORDER BY r.at DESC, r.place DESC LIMIT 1) before
        WHERE ${is(sql`a.user_id`, agent)}) changes
      ORDER BY user_id, at, place LIMIT ${max}`.execute(database);
    return rows.map(({ user_id: user, at, state, reason }) => ({ user, at, state, reason: optional(reason) }));
  },
});

const within = (column: RawBuilder<unknown>, { from, to }: ReportTime): RawBuilder<unknown> =>
  sql`${column} >= ${time(from)} AND ${column} < ${time(to)}`;

const is = (column: RawBuilder<unknown>, value: string | undefined): RawBuilder<unknown> =>
  value === undefined ? sql`true` : sql`${column} = ${value}`;

async function counted(database: Database, rows: RawBuilder<unknown>, max: number): Promise<number> {
  const { rows: found } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM (SELECT FROM ${rows} LIMIT ${max}) found`.execute(database);
  return found[0]?.count ?? 0;
}

type Asked = {
  readonly among: ReportedAmong;
  readonly after: ReportPlace | undefined;
  readonly limit: number;
  readonly wall: number;
  /** Further columns, and the table that they are in. */
  readonly words: RawBuilder<unknown>;
  readonly contents: RawBuilder<unknown>;
};

/** Each page walks on from where the last one ended. */
async function mails(
  database: Database,
  { among, after, limit, wall, words, contents }: Asked,
): Promise<readonly MailRow[]> {
  const behind =
    after === undefined ? sql`true` : sql`(i.received_at, i.id) > (${time(after.receivedAt)}, ${after.id})`;
  const { rows } = await sql<MailRow>`
    SELECT i.id, coalesce(i.routed_queue, i.queue_id) AS queue, i.state, i.received_at, i.ended_at, a.at AS answered_at,
      w.accepted_at, w.handled_ms, w.agent, w.transfers,
      i.user_data ->> ${among.dispositionKey}::text AS disposition ${words}
    FROM interactions i ${contents}
    LEFT JOIN first_answers a ON a.interaction_id = i.id
    CROSS JOIN LATERAL (
      SELECT min(began_at) AS accepted_at, (array_agg(user_id ORDER BY place DESC))[1] AS agent,
        (extract(epoch FROM sum(coalesce(ended_at, ${time(wall)}::timestamptz) - began_at)) * 1000)::float8 AS handled_ms,
        count(*) FILTER (WHERE ended_by = ANY(${[...passingOn]}::text[])) AS transfers
      FROM work_spells WHERE interaction_id = i.id) w
    WHERE i.direction = 'inbound' AND ${within(sql`i.received_at`, among)} AND ${behind}
      AND ${is(sql`coalesce(i.routed_queue, i.queue_id)`, among.queue)} AND ${is(sql`w.agent`, among.agent)}
    ORDER BY i.received_at, i.id LIMIT ${limit}`.execute(database);
  return rows;
}

const mailOf = (row: MailRow) => ({
  ...{ id: row.id, queue: row.queue, state: row.state, receivedAt: row.received_at },
  acceptedAt: optional(row.accepted_at),
  answeredAt: optional(row.answered_at),
  endedAt: optional(row.ended_at),
  handledMs: row.handled_ms ?? 0,
  agent: optional(row.agent),
  transfers: row.transfers ?? 0,
  disposition: optional(row.disposition),
});
