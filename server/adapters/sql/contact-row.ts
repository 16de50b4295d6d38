import { type RawBuilder, sql } from "kysely";
import { type Contact, contactOf, type Family, type Member } from "../../domain/contact/contact.ts";
import type { Database } from "./context.ts";

type MemberRow = {
  id: string;
  first_name: string;
  last_name: string;
  attributes: Member["attributes"];
  created_at: number;
  modified_at: number;
  version: number;
  root_id: string;
};

/** The families of these roots: the one that answers first, the others in the order of merging. */
export async function families(
  database: Database,
  roots: readonly string[],
  locking: RawBuilder<unknown> = sql``,
): Promise<ReadonlyMap<string, Family>> {
  if (roots.length === 0) return new Map();
  const { rows } = await sql<MemberRow>`
    SELECT id, first_name, last_name, attributes, created_at, modified_at, version, root_id FROM contacts
    WHERE root_id = ANY(${[...roots]}::text[])
    ORDER BY root_id, merged_at NULLS FIRST, id ${locking}`.execute(database);
  const found = new Map<string, Family>();
  for (const row of rows) {
    const family = found.get(row.root_id);
    if (family !== undefined) found.set(row.root_id, [...family, memberOf(row)]);
    else if (row.id === row.root_id) found.set(row.root_id, [memberOf(row)]);
  }
  return found;
}

/** The contacts of these roots, in the same order. */
export async function contactsOf(database: Database, roots: readonly string[]): Promise<readonly Contact[]> {
  const found = await families(database, roots);
  return roots.flatMap((root) => {
    const family = found.get(root);
    return family === undefined ? [] : [contactOf(family)];
  });
}

/** Of `roots` (a query with a column `root_id`) each once, the one with the latest interaction first. */
export async function byLatestInteraction(
  database: Database,
  roots: RawBuilder<unknown>,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ root_id: string }>`${latestFirst(roots, limit)}`.execute(database);
  return rows.map((row) => row.root_id);
}

/** The statement alone. */
export const latestFirst = (roots: RawBuilder<unknown>, limit: number): RawBuilder<unknown> => sql`
    SELECT r.root_id FROM (SELECT DISTINCT root_id FROM (${roots}) AS found) r
    ORDER BY (
      SELECT max(latest.at) FROM contacts m
      CROSS JOIN LATERAL (SELECT max(received_at) AS at FROM interactions i WHERE i.contact_id = m.id) latest
      WHERE m.root_id = r.root_id) DESC NULLS LAST, r.root_id
    LIMIT ${limit}`;

const memberOf = (row: MemberRow): Member => ({
  id: row.id,
  firstName: row.first_name,
  lastName: row.last_name,
  attributes: row.attributes,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
  version: row.version,
});
