import { type RawBuilder, sql } from "kysely";
import type { HistoryEntry, HistoryFilter, HistoryReads, Thread } from "../../ports/history.ts";
import type { Database } from "./context.ts";
import { type InteractionRow, interactionOf } from "./interaction-row.ts";
import { hasWords } from "./search.ts";
import { json, optional, time } from "./values.ts";

type EntryRow = InteractionRow & {
  subject: string;
  ended_at: number | null;
  owner: HistoryEntry["owner"] | null;
};

/** The Contact Server's view of interactions. Every list has an index and a limit. */
export const historyReads = (database: Database): HistoryReads => ({
  page: (filter) => entries(database, rowsOf(filter), filter.order, filter.limit),
  async entries(ids) {
    const rows = sql`SELECT i.* FROM interactions i WHERE i.id = ANY(${[...ids]}::text[]) AND ${isShown}`;
    return new Map((await entries(database, rows, "asc", ids.length)).map((one) => [one.interaction.id, one]));
  },
  async thread(id) {
    const { rows } = await sql<{ subject: string; contact: string | null }>`
      SELECT t.subject, k.root_id AS contact FROM threads t LEFT JOIN contacts k ON k.id = t.contact_id WHERE t.id = ${id}
      UNION ALL ${unreadThread(id)} LIMIT 1`.execute(database);
    return rows[0] === undefined
      ? undefined
      : ({ id, ...rows[0], contact: optional(rows[0].contact) } satisfies Thread);
  },
});

/** A mail names its thread from its arrival on; the thread's own row comes when it is read. */
const unreadThread = (id: string): RawBuilder<unknown> => sql`
  (SELECT c.subject, NULL FROM interactions i JOIN contents c ON c.id = i.content_id
    WHERE i.thread_id = ${id} AND NOT i.is_read ORDER BY i.received_at, i.id LIMIT 1)`;

/** Drafts that were thrown away appear nowhere here (wire.md 8.3). */
const isShown = sql`i.state <> 'Canceled'`;

/** Rows of `interactions` in their order. Those of a merged contact are gathered from each that was merged, as many as the page needs. */
function rowsOf(filter: HistoryFilter): RawBuilder<unknown> {
  if (filter.contact === undefined) return page(filter, []);
  const ofOne = page(filter, [sql`i.contact_id = one.id`]);
  return sql`
    SELECT gathered.* FROM contacts asked JOIN contacts one ON one.root_id = asked.root_id
    CROSS JOIN LATERAL (${ofOne}) gathered WHERE asked.id = ${filter.contact}`;
}

function page(filter: HistoryFilter, more: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  const { search, userData, order, limit } = filter;
  const isIndexed = search !== undefined || userData !== undefined;
  const [at, id] = isIndexed ? [sql`s.received_at`, sql`s.interaction_id`] : [sql`i.received_at`, sql`i.id`];
  const parts = [
    isShown,
    ...more,
    ...ranges(filter, at, id),
    filter.thread === undefined ? undefined : sql`i.thread_id = ${filter.thread}`,
    filter.owner === undefined ? undefined : sql`i.owner_id = ${filter.owner}`,
    search === undefined ? undefined : hasWords(sql`s.search`, search),
    userData === undefined ? undefined : sql`s.user_data @> ${json(userData)}::jsonb`,
  ].filter((part) => part !== undefined);
  return sql`
    SELECT i.* FROM interactions i ${isIndexed ? sql`JOIN interaction_index s ON s.interaction_id = i.id` : sql``}
    WHERE ${sql.join(parts, sql` AND `)} ORDER BY ${at} ${way(order)}, ${id} ${way(order)} LIMIT ${limit}`;
}

const ranges = ({ from, until, cursor, order }: HistoryFilter, at: RawBuilder<unknown>, id: RawBuilder<unknown>) => [
  from === undefined ? undefined : sql`${at} >= ${time(from)}`,
  until === undefined ? undefined : sql`${at} < ${time(until)}`,
  cursor === undefined
    ? undefined
    : sql`(${at}, ${id}) ${order === "asc" ? sql`>` : sql`<`} (${time(cursor.receivedAt)}, ${cursor.id})`,
];

const way = (order: HistoryFilter["order"]): RawBuilder<unknown> => (order === "asc" ? sql`ASC` : sql`DESC`);

/** The rows with their subject, contact and owner. */
async function entries(
  database: Database,
  rows: RawBuilder<unknown>,
  order: HistoryFilter["order"],
  limit: number,
): Promise<readonly HistoryEntry[]> {
  const found = await sql<EntryRow>`
    SELECT h.*, c.subject, (SELECT root_id FROM contacts k WHERE k.id = h.contact_id) AS contact_root,
      CASE WHEN u.id IS NOT NULL THEN jsonb_build_object('id', u.id, 'userName', u.user_name, 'firstName', u.first_name,
        'lastName', u.last_name) END AS owner
    FROM (${rows}) h JOIN contents c ON c.id = h.content_id
    LEFT JOIN users u ON u.id = h.owner_id
    ORDER BY h.received_at ${way(order)}, h.id ${way(order)} LIMIT ${limit}`.execute(database);
  return found.rows.map((row) => ({
    interaction: interactionOf(row),
    subject: row.subject,
    owner: optional(row.owner),
    endedAt: optional(row.ended_at),
  }));
}
