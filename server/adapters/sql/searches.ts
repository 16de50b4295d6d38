import { type RawBuilder, sql } from "kysely";
import { writtenForms } from "../../domain/characters.ts";
import type { SavedView } from "../../domain/desktop/saved-view.ts";
import { languageTags } from "../../domain/mail/language.ts";
import type { SearchFilter, SearchReads, SearchRows } from "../../ports/searches.ts";
import { StaleWrite } from "../../ports/store.ts";
import { type Branch, branchesOf, branchesOfAgent, everything, merged } from "./branches.ts";
import type { Database, Writing } from "./context.ts";
import {
  type ContentRow,
  contentOf,
  type InteractionRow,
  interactionColumns,
  interactionOf,
} from "./interaction-row.ts";
import { plannedEachTime } from "./prepared-client.ts";
import { hasWords } from "./search.ts";
import { text, time } from "./values.ts";

type FoundRow = InteractionRow & { content: ContentRow };
type ViewRow = Omit<SavedView, "owner" | "sharedWith"> & { user_id: string; shared_with: readonly string[] };

/**
 * Searching for people. Words and addresses are looked up in the index of words; parts of an e-mail are then compared in those rows. The
 * order is that of time, so either index may be walked (scale.md 1).
 */
export const searchReads = (database: Database): SearchReads => ({
  async page(filter, { sort, limit, cursor }) {
    const [way, behind] = sort === "newest" ? [sql`DESC`, sql`<`] : [sql`ASC`, sql`>`];
    // Both are the same: words are walked in the order of their index, all else in that of the interactions.
    const [at, id] = hasOnlyWords(filter)
      ? [sql`s.received_at`, sql`s.interaction_id`]
      : [sql`i.received_at`, sql`i.id`];
    const rest =
      cursor === undefined ? sql`` : sql`AND (${at}, ${id}) ${behind} (${time(cursor.receivedAt)}, ${cursor.id})`;
    // A condition that is said twice counts twice for the planner.
    const { states: _, ...others } = filter;
    const beside = filter.agent === undefined ? others : filter;
    const select = ({ is, first }: Branch) => sql`
      SELECT ${interactionColumns}, to_jsonb(c.*) AS content ${from} WHERE ${is} AND ${matching(beside)} ${rest}
      ORDER BY ${first}${at} ${way}, ${id} ${way} LIMIT ${limit}`;
    const order = sql`received_at ${way}, id ${way}`;
    const { rows } = await sql<FoundRow>`${merged(branchesIn(filter, way), select, { order, limit })}`.execute(
      database,
    );
    return rows.map((row) => ({ interaction: interactionOf(row), content: contentOf(row.content) }));
  },
  async count(filter, max) {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM (${each(filter, sql`1`)} LIMIT ${max + 1}) first`.execute(database);
    return rows[0]?.count ?? 0;
  },
  async ids(filter, max) {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM (${each(filter, sql`i.id, i.received_at`)} LIMIT ${max + 1}) first ORDER BY received_at, id`.execute(
      database,
    );
    return rows.map(({ id }) => id);
  },
  async views(user, groups) {
    const { rows } = await sql<ViewRow>`
      SELECT * FROM saved_views WHERE user_id = ${user} OR shared_with && ${[...groups]}::text[]
      ORDER BY position, name, id LIMIT 200`.execute(database);
    return rows.map(viewOf);
  },
  async view(id) {
    const { rows } = await sql<ViewRow>`SELECT * FROM saved_views WHERE id = ${id}`.execute(database);
    return rows[0] && viewOf(rows[0]);
  },
});

/** Writing saved views. */
export const searchRows = ({ database }: Writing): SearchRows => ({
  async saveView(view) {
    const { numAffectedRows } = await sql`
      INSERT INTO saved_views (id, user_id, name, icon, query, sort, shared_with, position, version)
      VALUES (${view.id}, ${view.owner}, ${text(view.name)}, ${text(view.icon)}, ${text(view.query)}, ${view.sort},
        ${[...view.sharedWith]}, ${view.position}, ${view.version})
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, icon = excluded.icon, query = excluded.query, sort = excluded.sort,
        shared_with = excluded.shared_with, position = excluded.position, version = excluded.version
      WHERE saved_views.version = excluded.version - 1`.execute(database);
    if (numAffectedRows !== 1n) throw new StaleWrite(view.id);
  },
  async removeView(id) {
    await sql`DELETE FROM saved_views WHERE id = ${id}`.execute(database);
  },
});

/** `columns` of all that match, in no order. */
function each(filter: SearchFilter, columns: RawBuilder<unknown>): RawBuilder<unknown> {
  const branches = filter.agent === undefined ? [everything] : branchesIn(filter, sql``);
  const all = branches.map(({ is }) => sql`SELECT ${columns} ${from} WHERE ${is} AND ${matching(filter)}`);
  return sql.join(all, sql` UNION ALL `);
}

/** Somebody's mail is found as theirs, in whatever states; other mail by its state. */
const branchesIn = ({ agent, states }: SearchFilter, way: RawBuilder<unknown>): readonly Branch[] =>
  agent === undefined ? branchesOf(states, way) : branchesOfAgent(agent, way);

const from = sql`
  ${sql.raw(plannedEachTime)} FROM interaction_index s JOIN interactions i ON i.id = s.interaction_id JOIN contents c ON c.id = i.content_id`;

/** What is looked for in the index of words alone, which has its own order of time. */
const hasOnlyWords = ({ states, queue, agent, hasAttachment, language, id }: SearchFilter): boolean =>
  [states, queue, agent, hasAttachment, language, id].every((one) => one === undefined);

function matching(filter: SearchFilter): RawBuilder<unknown> {
  const { words, from: sender, to, subject, before, after, language, id, onlyHeldBy } = filter;
  const looked = [words, sender, to, subject].filter((one) => one !== undefined && one.trim() !== "");
  const parts = [
    sql`i.state <> 'Canceled'`,
    ...looked.map((one) => hasWords(sql`s.search`, one ?? "")),
    ...(filter.without ?? []).map((one) => sql`NOT ${hasWords(sql`s.search`, one)}`),
    sender === undefined
      ? undefined
      : has(sql`(c.from_address ->> 'name') || ' ' || (c.from_address ->> 'address')`, sender),
    to === undefined ? undefined : has(sql`(c.to_list || c.cc_list || c.bcc_list)::text`, to),
    subject === undefined ? undefined : has(sql`c.subject`, subject),
    filter.queue === undefined ? undefined : sql`i.queue_id = ${filter.queue}`,
    filter.states === undefined ? undefined : sql`i.state = ANY(${[...filter.states]}::text[])`,
    filter.hasAttachment === true
      ? sql`jsonb_path_exists(i.attachments, '$[*] ? (@.isEmbedded == false)')::int = 1`
      : undefined,
    before === undefined ? undefined : sql`s.received_at < ${time(before)}`,
    after === undefined ? undefined : sql`s.received_at >= ${time(after)}`,
    language === undefined ? undefined : sql`c.language = ${languageNamed(language)}`,
    id === undefined ? undefined : sql`i.id = ${text(id)}`,
    onlyHeldBy === undefined
      ? undefined
      : sql`EXISTS (SELECT 1 FROM holders h WHERE h.interaction_id = i.id AND h.user_id = ${onlyHeldBy})`,
  ].filter((part) => part !== undefined);
  return sql.join(parts, sql` AND `);
}

const has = (column: RawBuilder<unknown>, value: string): RawBuilder<unknown> =>
  sql`(${sql.join(
    writtenForms(value).map((form) => sql`position(lower(${text(form)}) IN lower(${column})) > 0`),
    sql` OR `,
  )})`;

const languageNamed = (tag: string): string =>
  Object.entries(languageTags).find(([, one]) => one === tag)?.[0] ?? "none of them";

const viewOf = ({ user_id: owner, shared_with: sharedWith, ...row }: ViewRow): SavedView => ({
  ...row,
  owner,
  sharedWith,
});
