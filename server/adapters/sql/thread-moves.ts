import { sql } from "kysely";
import type { Database } from "./context.ts";

/** A new thread of some mails of another one, with what is known of those mails: later references follow them (mail.md 5.2). */
export async function splitThread(
  database: Database,
  { from, to, interactions }: { readonly from: string; readonly to: string; readonly interactions: readonly string[] },
): Promise<void> {
  const ids = [...interactions];
  await sql`
    INSERT INTO threads (id, contact_id, subject, last_activity_at)
    SELECT ${to}, t.contact_id, (SELECT c.subject FROM interactions i JOIN contents c ON c.id = i.content_id
        WHERE i.id = ANY(${ids}) ORDER BY i.received_at LIMIT 1),
      (SELECT max(received_at) FROM interactions WHERE id = ANY(${ids}))
    FROM threads t WHERE t.id = ${from}`.execute(database);
  await sql`UPDATE message_ids SET thread_id = ${to} WHERE interaction_id <> '' AND interaction_id = ANY(${ids})`.execute(
    database,
  );
  await sql`
    INSERT INTO thread_participants
    SELECT DISTINCT ${to}, p.address FROM interactions i JOIN contents c ON c.id = i.content_id
    CROSS JOIN LATERAL jsonb_array_elements(c.to_list || c.cc_list || coalesce(c.from_address, '[]'::jsonb)) AS one
    JOIN thread_participants p ON p.thread_id = ${from} AND p.address = lower(one ->> 'address')
    WHERE i.id = ANY(${ids})`.execute(database);
}

/** All that is known of the other threads becomes this one's; they are no more. */
export async function joinThreads(database: Database, into: string, others: readonly string[]): Promise<void> {
  const ids = [...others];
  await sql`UPDATE message_ids SET thread_id = ${into} WHERE thread_id = ANY(${ids})`.execute(database);
  for (const table of ["thread_numbers", "joined_threads"]) {
    await sql`UPDATE ${sql.table(table)} SET thread_id = ${into} WHERE thread_id = ANY(${ids})`.execute(database);
  }
  await sql`INSERT INTO joined_threads SELECT id, ${into} FROM threads WHERE id = ANY(${ids})`.execute(database);
  await sql`UPDATE notes SET thread_id = ${into} WHERE thread_id = ANY(${ids})`.execute(database);
  for (const [table, column] of [
    ["thread_participants", "address"],
    ["thread_guids", "guid"],
  ] as const) {
    const [name, value] = [sql.table(table), sql.ref(column)];
    await sql`
      INSERT INTO ${name} (thread_id, ${value}) SELECT DISTINCT ${into}, ${value} FROM ${name} WHERE thread_id = ANY(${ids})
      ON CONFLICT DO NOTHING`.execute(database);
    await sql`DELETE FROM ${name} WHERE thread_id = ANY(${ids})`.execute(database);
  }
  await sql`
    UPDATE threads SET erased_at = NULL, last_activity_at = greatest(last_activity_at,
      (SELECT max(last_activity_at) FROM threads WHERE id = ANY(${ids}))) WHERE id = ${into}`.execute(database);
  await sql`DELETE FROM threads WHERE id = ANY(${ids})`.execute(database);
}

/** Of these the threads that exist; locked until the transaction ends, in the order of ids. */
export async function lockThreads(database: Database, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM threads WHERE id = ANY(${[...ids]}) ORDER BY id FOR UPDATE`.execute(database);
  return rows.map(({ id }) => id);
}
