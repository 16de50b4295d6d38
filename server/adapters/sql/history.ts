import { type RawBuilder, sql } from "kysely";
import type { HistoryEntry, HistoryFilter, HistoryReads, Thread } from "../../ports/history.ts";
import type { Database } from "./context.ts";
import { type Family, familyOf, ofFamily } from "./family.ts";
import { type InteractionRow, interactionOf } from "./interaction-row.ts";
import { plannedEachTime } from "./prepared-client.ts";
import { hasWords } from "./search.ts";
import { json, optional, time } from "./values.ts";

type EntryRow = InteractionRow & {
  subject: string;
  ended_at: number | null;
  owner: HistoryEntry["owner"] | null;
};

/** The Contact Server's view of interactions. Every list has an index and a limit. */
export const historyReads = (database: Database): HistoryReads => ({
  page: async (filter) => entries(database, await rowsOf(database, filter), filter.order, filter.limit),
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

/** Rows of `interactions`, among them those of the page. */
async function rowsOf(database: Database, filter: HistoryFilter): Promise<RawBuilder<unknown>> {
  const { contact, order, limit } = filter;
  if (contact === undefined) return page(filter, undefined, sql`${limit}`);
  if (isIndexed(filter)) return foundAmong(filter, await familyOf(database, contact));
  const ofOne = (max: RawBuilder<unknown>) => page(filter, sql`i.contact_id = one.id`, max);
  return sql`SELECT gathered.* FROM ${ofFamily(contact, { order: way(order), limit, page: ofOne })}`;
}

/** Whether words or user data are asked for, which `interaction_index` answers. */
const isIndexed = ({ search, userData }: HistoryFilter): boolean => search !== undefined || userData !== undefined;

/**
 * What is found among the mails of a family, of each what the page needs. Ids of those with much mail are values: whether their mails or the
 * words are fewer decides which index is right.
 */
function foundAmong(filter: HistoryFilter, { large, small }: Family): RawBuilder<unknown> {
  const limit = sql`${filter.limit}`;
  const ofLarge = large.map((id) => sql`(${page(filter, sql`i.contact_id = ${id}`, limit)})`);
  const ofSmall = sql`SELECT gathered.* FROM unnest(${[...small]}::text[]) one (id)
    CROSS JOIN LATERAL (${page(filter, sql`i.contact_id = one.id`, limit)}) gathered`;
  return sql`${sql.raw(plannedEachTime)} ${sql.join([...ofLarge, ofSmall], sql` UNION ALL `)}`;
}

function page(
  filter: HistoryFilter,
  whose: RawBuilder<unknown> | undefined,
  limit: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const { search, userData, thread, owner } = filter;
  // Mails of one contact stand in their own order, everybody's in that of the index of words.
  const isByWords = isIndexed(filter) && whose === undefined;
  const [at, id] = isByWords ? [sql`s.received_at`, sql`s.interaction_id`] : [sql`i.received_at`, sql`i.id`];
  const parts = [
    isShown,
    whose,
    ...ranges(filter, at, id),
    thread === undefined ? undefined : sql`i.thread_id = ${thread}`,
    owner === undefined ? undefined : sql`i.owner_id = ${owner}`,
    search === undefined ? undefined : hasWords(sql`s.search`, search),
    userData === undefined ? undefined : sql`s.user_data @> ${json(userData)}::jsonb`,
  ].filter((part) => part !== undefined);
  const order = way(filter.order);
  return sql`
    SELECT i.* FROM interactions i
    ${isIndexed(filter) ? sql`JOIN interaction_index s ON s.interaction_id = i.id` : sql``}
    WHERE ${sql.join(parts, sql` AND `)} ORDER BY ${at} ${order}, ${id} ${order} LIMIT ${limit}`;
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
