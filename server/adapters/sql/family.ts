import { type RawBuilder, sql } from "kysely";
import type { Database } from "./context.ts";

/** How rows of one contact are asked for: in their order, at most `limit`, which may be an expression over `one`. */
export type PageOfOne = (limit: RawBuilder<unknown>) => RawBuilder<unknown>;

/**
 * `FROM` of what a contact and those merged with it have together: `one` is each contact, `gathered` its rows, among them whatever is on a page of
 * `limit` rows over all. Each contact gives its rows out of its own index. Once they stand in the order of their first rows, the k-th can put no
 * more than `limit + 1 - k` rows on the page: however many were merged, about half of limit² rows are read and one row of each contact.
 * That `room` also keeps the planner from counting on an average contact, whose few rows are as well sorted as walked in order: with 100,000 mails
 * of one contact they are not. scale.md 1
 */
export function ofFamily(
  contact: string,
  { page, order, limit }: { readonly page: PageOfOne; readonly order: RawBuilder<unknown>; readonly limit: number },
): RawBuilder<unknown> {
  const inOrder = sql`ORDER BY gathered.received_at ${order}, gathered.id ${order}`;
  return sql`(
      SELECT one.id, ${limit}::bigint + 1 - row_number() OVER (${inOrder}) AS room
      FROM contacts asked JOIN contacts one ON one.root_id = asked.root_id CROSS JOIN LATERAL (${page(sql`1`)}) gathered
      WHERE asked.id = ${contact} ${inOrder} LIMIT ${limit}) one
    CROSS JOIN LATERAL (${page(sql`one.room`)}) gathered`;
}

/** Ids of a contact and of those merged with it. */
export type Family = {
  /** Who has so much mail that it must be walked in order; at most 50, the others are with the small. */
  readonly large: readonly string[];
  readonly small: readonly string[];
};

/** So much mail of one contact is as well sorted as walked. */
const smallMax = 250;
const largeMax = 50;

/** The family of a contact; none of an unknown one. How far the offset goes is hidden from the planner, which otherwise sorts all for it. */
export async function familyOf(database: Database, contact: string): Promise<Family> {
  const { rows } = await sql<{ id: string; is_large: boolean }>`
    SELECT one.id, EXISTS (SELECT FROM (
      SELECT i.id FROM interactions i WHERE i.contact_id = one.id
      ORDER BY i.received_at, i.id OFFSET (SELECT ${smallMax}::int) LIMIT 1) more) AS is_large
    FROM contacts asked JOIN contacts one ON one.root_id = asked.root_id WHERE asked.id = ${contact}
    ORDER BY one.id`.execute(database);
  const large = rows.flatMap((row) => (row.is_large ? [row.id] : [])).slice(0, largeMax);
  const walked = new Set(large);
  return { large, small: rows.flatMap(({ id }) => (walked.has(id) ? [] : [id])) };
}
