import { type RawBuilder, sql } from "kysely";
import type { CustomerAsked, KnownThread } from "../../ports/readings.ts";
import type { Database } from "./context.ts";
import { key, text, time } from "./values.ts";

type ThreadRow = {
  id: string;
  subject: string;
  last_activity_at: number;
  started_at: number | null;
  formerly: readonly string[] | null;
  latest: string | null;
  participants: readonly string[] | null;
};

/** Threads with one of these ids, or that such a thread was joined to, in any case. */
export function threadsNamed(database: Database, ids: readonly string[]): Promise<readonly KnownThread[]> {
  const asked = ids.map((id) => text(id).toLowerCase());
  return threads(
    database,
    sql`t.id IN (SELECT id FROM threads WHERE lower(id) = ANY(${asked})
      UNION SELECT thread_id FROM joined_threads WHERE lower(id) = ANY(${asked}))`,
  );
}

/** Threads of Outlook's conversation, at most ten. */
export const threadsOfGuid = (database: Database, guid: string): Promise<readonly KnownThread[]> =>
  threads(database, sql`t.id IN (SELECT thread_id FROM thread_guids WHERE guid = ${key(guid)} LIMIT 10)`);

/** The thread whose subject tag has the number. */
export const threadsNumbered = (database: Database, number: number): Promise<readonly KnownThread[]> =>
  threads(database, sql`t.id = (SELECT thread_id FROM thread_numbers WHERE number = ${number}::bigint)`);

/** Threads of the contact with the address that the mailbox received or sent mail of. */
export const threadsOfCustomer = (
  database: Database,
  { address, mailbox, since }: CustomerAsked,
): Promise<readonly KnownThread[]> =>
  threads(
    database,
    sql`t.id IN (
      SELECT own.id FROM contact_addresses a JOIN contacts c ON c.id = a.contact_id
      JOIN contacts k ON k.root_id = c.root_id JOIN threads own ON own.contact_id = k.id
      WHERE a.address = ${key(address)} AND own.last_activity_at >= ${time(since)} AND EXISTS (
        SELECT FROM interactions i LEFT JOIN message_interactions m ON m.interaction_id = i.id
        LEFT JOIN contents e ON e.id = i.content_id AND i.direction = 'outbound'
        WHERE i.thread_id = own.id
          AND (m.mailbox_id = ${mailbox.id} OR lower(e.from_address ->> 'address') = ANY(${mailbox.addresses.map(key)})))
      ORDER BY own.last_activity_at DESC LIMIT 20)`,
  );

/** The lowest of the thread's numbers, a new one where it has none. */
export async function numberOf(database: Database, thread: string): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    WITH present AS (SELECT min(number) AS number FROM thread_numbers WHERE thread_id = ${thread}),
    added AS (
      INSERT INTO thread_numbers (thread_id) SELECT ${thread} FROM present WHERE number IS NULL RETURNING number)
    SELECT coalesce(added.number, present.number) AS number FROM present LEFT JOIN added ON true`.execute(database);
  const [row] = rows;
  if (row === undefined) throw new Error(`thread ${thread} got no number`);
  return row.number;
}

async function threads(database: Database, where: RawBuilder<unknown>): Promise<readonly KnownThread[]> {
  const { rows } = await sql<ThreadRow>`
    SELECT t.id, t.subject, t.last_activity_at,
      (SELECT min(received_at) FROM interactions WHERE thread_id = t.id) AS started_at,
      ARRAY(SELECT id FROM joined_threads WHERE thread_id = t.id LIMIT 1000) AS formerly,
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
    startedAt: row.started_at ?? row.last_activity_at,
    formerly: row.formerly ?? [],
    participants: row.participants ?? [],
  }));
}
