import { sql } from "kysely";
import type { CentreEvent } from "../../domain/interaction/events.ts";
import type { Moment } from "../../domain/interaction/interaction.ts";
import type { Database } from "./context.ts";
import { text, time } from "./values.ts";

/** When a store goes on at another place, and, on the wall clock, when the backup was made that it comes from. */
export type Restored = { readonly now: Moment; readonly madeAt: number };

/** Numbers of threads that the centre may have given since the backup was made: they stand in subjects, and none may come twice. */
const numbersLost = 100_000;

/**
 * Makes of the rows of a backup a store that begins anew: nothing is sent until somebody releases it, nobody is signed in, no claim or writer
 * of before counts, and every mailbox is compared with its server by content. For the transaction that fills the store, so that it never
 * stands without; it meets the schema of the backup, so it names only what that has. reliability.md 2.11
 */
export async function adopt(database: Database, { now, madeAt }: Restored): Promise<void> {
  const note = `all outgoing mail was held: the store was restored from the backup of ${new Date(madeAt).toISOString()}`;
  await sql`UPDATE outgoing_hold SET is_held = true, round = round + 1, note = ${text(note)}`.execute(database);
  await sql`UPDATE deliveries SET fence = fence + 1`.execute(database);
  await claimNoJobs(database);
  await noteRestored(database, now.wall);
  await endSessions(database, now.steady);
  await beginMailboxes(database, now.wall);
  await sql`
    SELECT setval('thread_numbers_number_seq', last_value + ${numbersLost}) FROM thread_numbers_number_seq`.execute(
    database,
  );
  await tell(database, now.wall, [
    { kind: "ConfigurationChanged", thing: "store", name: new Date(madeAt).toISOString(), operation: "Restore" },
    { kind: "ConfigurationChanged", thing: "deliveries", name: "all outgoing mail", operation: "Hold", note },
  ]);
}

/** Jobs change nothing outside and go on, in another process. Schemas before 0098 have none. */
async function claimNoJobs(database: Database): Promise<void> {
  const { rows } = await sql`SELECT WHERE to_regclass('jobs') IS NOT NULL`.execute(database);
  if (rows.length > 0) await sql`UPDATE jobs SET owner = NULL, fence = fence + 1`.execute(database);
}

/** Files that came after the backup belong to the store of before, and no row of this one names them. Schemas before 0095 cannot tell. */
async function noteRestored(database: Database, at: number): Promise<void> {
  const { rows } = await sql`
    SELECT FROM pg_attribute WHERE attrelid = 'centre'::regclass AND attname = 'restored_at'`.execute(database);
  if (rows.length > 0) await sql`UPDATE centre SET restored_at = ${time(at)}`.execute(database);
}

/** Who was at work is logged out by the clock, as anybody who has not been seen for long. */
async function endSessions(database: Database, steady: number): Promise<void> {
  await sql`DELETE FROM http_sessions`.execute(database);
  await sql`UPDATE users SET sessions_ended_at = ${time(steady)}`.execute(database);
  await sql`UPDATE agent_clocks SET active_at = 0`.execute(database);
}

/** As if the server had numbered everything anew: what is known is recognised, what is not comes in (mail.md 3.1). */
async function beginMailboxes(database: Database, at: number): Promise<void> {
  const before = text(`before the restore at ${at}: `);
  await sql`UPDATE imap_accounts SET owner = NULL, fence = fence + 1`.execute(database);
  await sql`UPDATE imap_folders SET uid_validity = ${before} || uid_validity, complete_to = 0, uid_next = 0`.execute(
    database,
  );
  await sql`UPDATE imap_messages SET uid_validity = ${before} || uid_validity`.execute(database);
}

async function tell(database: Database, at: number, events: readonly CentreEvent[]): Promise<void> {
  const written = events.map((event) => JSON.stringify(event));
  await sql`
    INSERT INTO outbox (at, actor, event)
    SELECT ${time(at)}, 'restore', event::json
    FROM unnest(${written}::text[]) WITH ORDINALITY AS given (event, place) ORDER BY place`.execute(database);
}
