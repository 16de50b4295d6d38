import { type RawBuilder, sql } from "kysely";
import { type ResponseCategory, type StandardResponse, useTypes } from "../../domain/response/response.ts";
import type { ResponseFilter, ResponseReads, ResponseUsage, RootFilter } from "../../ports/responses.ts";
import type { Database } from "./context.ts";
import { offeredResponses } from "./offered-responses.ts";
import {
  type AttachmentRow,
  attachmentOf,
  type CategoryRow,
  categoryOf,
  type ResponseRow,
  responseColumns,
  responseOf,
} from "./response-row.ts";
import { foundBy } from "./response-words.ts";
import { text } from "./values.ts";

/** Standard responses and the tree in which they lie. */
export const responseReads = (database: Database): ResponseReads => ({
  category: async (id) => (await categories(database, sql`WHERE id = ${text(id)}`))[0],
  categoryNamed: async (parent, name) =>
    (await categories(database, sql`WHERE ${below(parent)} AND name = ${text(name)}`))[0],
  roots: (filter) => categories(database, sql`WHERE ${rootConditions(filter)} ORDER BY name LIMIT ${categoriesMax}`),
  categoriesBelow: (parent) => categories(database, sql`WHERE ${below(parent)} ORDER BY name LIMIT ${categoriesMax}`),
  async lineage(id) {
    const { rows } = await sql<{ id: string }>`
      WITH RECURSIVE up AS (
        SELECT id, parent_id, 1 AS level FROM response_categories WHERE id = ${text(id)}
        UNION ALL SELECT p.id, p.parent_id, level + 1 FROM response_categories p JOIN up ON p.id = up.parent_id
          WHERE level < ${levelsMax})
      SELECT id FROM up ORDER BY level`.execute(database);
    return rows.map((row) => row.id);
  },
  async height(id) {
    const { rows } = await sql<{ height: number }>`
      WITH RECURSIVE down AS (
        SELECT ${text(id)}::text AS id, 1 AS level
        UNION ALL SELECT c.id, level + 1 FROM response_categories c JOIN down ON coalesce(c.parent_id, '') = down.id
          WHERE level < ${levelsMax})
      SELECT max(level)::integer AS height FROM down`.execute(database);
    return rows[0]?.height ?? 1;
  },
  byId: async (id) => (await responses(database, sql`WHERE r.id = ${text(id)}`))[0],
  named: async ({ category, name, language }) =>
    (
      await responses(
        database,
        sql`WHERE r.category_id = ${category} AND r.name = ${text(name)} AND r.language = ${language}`,
      )
    )[0],
  page: (filter) =>
    responses(database, sql`WHERE ${responseConditions(filter)} ORDER BY r.name, r.id LIMIT ${filter.limit}`),
  offered: (filter) => offeredResponses(database, filter),
  async uses(ids) {
    const { rows } = await sql<{ id: string; count: number; last_at: number }>`
      SELECT response_id AS id, sum(count)::bigint AS count, max(last_at) AS last_at FROM response_usages
      WHERE response_id = ANY (${[...ids]}) AND usage_type = ANY (${[...useTypes]}) GROUP BY response_id`.execute(
      database,
    );
    return new Map(rows.map((row) => [row.id, { count: row.count, lastAt: row.last_at }]));
  },
  async categoryPaths() {
    const { rows } = await sql<{ id: string; path: string[] }>`
      WITH RECURSIVE down AS (
        SELECT id, ARRAY[name] AS path, 1 AS level FROM response_categories WHERE ${below(undefined)}
        UNION ALL SELECT c.id, down.path || c.name, level + 1 FROM response_categories c
          JOIN down ON coalesce(c.parent_id, '') = down.id WHERE level < ${levelsMax})
      SELECT id, path FROM down LIMIT ${categoriesMax}`.execute(database);
    return new Map(rows.map((row) => [row.id, row.path]));
  },
  async usage(response, user) {
    const { rows } = await sql<{ type: ResponseUsage["type"]; count: number; own: number; last_at: number }>`
      SELECT usage_type AS type, sum(count)::bigint AS count, max(last_at) AS last_at,
        coalesce(sum(count) FILTER (WHERE user_id = ${user}), 0)::bigint AS own
      FROM response_usages WHERE response_id = ${text(response)} GROUP BY usage_type ORDER BY usage_type`.execute(
      database,
    );
    return rows.map(({ last_at, ...row }) => ({ ...row, lastAt: last_at }));
  },
  async document(id) {
    const { rows } = await sql<AttachmentRow>`
      SELECT * FROM response_attachments WHERE id = ${text(id)}`.execute(database);
    return rows[0] === undefined ? undefined : attachmentOf(rows[0]);
  },
});

const categoriesMax = 10_000;
/** More than the tree may have (`categoryDepthMax`): a walk that ends whatever the rows say. */
const levelsMax = 20;

/** What lies directly below a category, or the roots: in the words of the index. */
const below = (parent: string | undefined): RawBuilder<unknown> => sql`coalesce(parent_id, '') = ${text(parent ?? "")}`;

function rootConditions({ language, isApproved }: RootFilter): RawBuilder<unknown> {
  const parts = [below(undefined)];
  if (isApproved !== undefined) parts.push(sql`is_approved = ${isApproved}`);
  if (language !== undefined) parts.push(sql`id IN (${leadingTo(text(language))})`);
  return sql.join(parts, sql` AND `);
}

/** Categories in a language, those that hold responses in it, and all above them. */
const leadingTo = (language: string): RawBuilder<unknown> => sql`
  WITH RECURSIVE up AS (
    SELECT id, parent_id FROM response_categories c WHERE lower(language) = lower(${language})
      OR id IN (SELECT category_id FROM standard_responses WHERE lower(language) = lower(${language}))
    UNION SELECT p.id, p.parent_id FROM response_categories p JOIN up ON p.id = up.parent_id)
  SELECT id FROM up`;

function responseConditions(filter: ResponseFilter): RawBuilder<unknown> {
  const { search, language, category, id, name, shortcut, isApproved, after } = filter;
  const parts = [
    search === undefined ? undefined : foundBy(search),
    language === undefined ? undefined : sql`lower(r.language) = lower(${text(language)})`,
    category === undefined ? undefined : sql`r.category_id = ${text(category)}`,
    id === undefined ? undefined : sql`r.id = ${text(id)}`,
    name === undefined ? undefined : sql`r.name = ${text(name)}`,
    shortcut === undefined ? undefined : sql`r.shortcut = ${text(shortcut)}`,
    isApproved === undefined ? undefined : sql`r.is_approved = ${isApproved}`,
    after === undefined ? undefined : sql`(r.name, r.id) > (${text(after.name)}, ${after.id})`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` AND `);
}

async function categories(database: Database, rest: RawBuilder<unknown>): Promise<readonly ResponseCategory[]> {
  const { rows } = await sql<CategoryRow>`SELECT * FROM response_categories ${rest}`.execute(database);
  return rows.map(categoryOf);
}

async function responses(database: Database, rest: RawBuilder<unknown>): Promise<readonly StandardResponse[]> {
  const { rows } = await sql<ResponseRow>`
    SELECT ${responseColumns}
    FROM standard_responses r ${rest}`.execute(database);
  return rows.map(responseOf);
}
