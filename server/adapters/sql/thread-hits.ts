import { type RawBuilder, sql } from "kysely";
import type { KnownThread } from "../../ports/readings.ts";
import type { Database } from "./context.ts";
import { key, text } from "./values.ts";

type ThreadRow = {
  id: string;
  subject: string;
  last_activity_at: number;
  latest: string | null;
  participants: readonly string[] | null;
};

/** Threads with one of these ids, in any case. */
export const threadsNamed = (database: Database, ids: readonly string[]): Promise<readonly KnownThread[]> =>
  threads(database, sql`lower(t.id) = ANY(${ids.map((id) => text(id).toLowerCase())})`);

/** Threads of Outlook's conversation, at most ten. */
export const threadsOfGuid = (database: Database, guid: string): Promise<readonly KnownThread[]> =>
  threads(database, sql`t.id IN (SELECT thread_id FROM thread_guids WHERE guid = ${key(guid)} LIMIT 10)`);

async function threads(database: Database, where: RawBuilder<unknown>): Promise<readonly KnownThread[]> {
  const { rows } = await sql<ThreadRow>`
    SELECT t.id, t.subject, t.last_activity_at,
      (SELECT i.id FROM interactions i WHERE i.thread_id = t.id AND i.is_read ORDER BY i.received_at DESC LIMIT 1) AS latest,
      (SELECT array_agg(address) FROM (
        SELECT address FROM thread_participants WHERE thread_id = t.id
        UNION SELECT address FROM contact_addresses WHERE contact_id = t.contact_id LIMIT 500) p) AS participants
    FROM threads t WHERE ${where} LIMIT 20`.execute(database);
  return rows.map((row) => ({
    thread: row.id,
    interaction: row.latest ?? undefined,
    subject: row.subject,
    lastActivityAt: row.last_activity_at,
    participants: row.participants ?? [],
  }));
}
