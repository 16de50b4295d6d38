import { type RawBuilder, sql } from "kysely";
import type { GuardReads } from "../../ports/guard.ts";
import type { Database } from "./context.ts";
import { key, optional } from "./values.ts";

type RecipientRow = { address: string; is_agents: boolean; contact: string | null; is_bouncing: boolean };

/** Facts for the recipient guard. mail.md 9 */
export const guardReads = (database: Database): GuardReads => ({
  async recipients(addresses) {
    const { rows } = await sql<RecipientRow>`
      SELECT asked.address, EXISTS (SELECT 1 FROM users u WHERE lower(u.email_address) = asked.address) AS is_agents,
        (SELECT c.root_id FROM contact_addresses a JOIN contacts c ON c.id = a.contact_id
          WHERE a.address = asked.address ORDER BY c.root_id LIMIT 1) AS contact,
        EXISTS (SELECT 1 FROM bouncing_addresses b WHERE b.address = asked.address) AS is_bouncing
      FROM unnest(${addresses.map(key)}::text[]) AS asked (address)`.execute(database);
    return rows.map((row) => ({
      address: row.address,
      isAgents: row.is_agents,
      contact: optional(row.contact),
      isBouncing: row.is_bouncing,
    }));
  },
  async thread(id) {
    const { rows } = await sql<{ participants: readonly string[]; notes: readonly string[] }>`
      SELECT ${participantsOf(sql`${id}`)} AS participants, ARRAY(
        (SELECT left(one ->> 'text', 10000) FROM (
          SELECT comments FROM interactions WHERE thread_id = ${id} ORDER BY received_at DESC LIMIT 50) newest
        CROSS JOIN LATERAL jsonb_array_elements(newest.comments) AS one LIMIT 100)
        UNION ALL
        (SELECT left(text, 10000) FROM notes WHERE thread_id = ${id} ORDER BY at DESC LIMIT 100)) AS notes`.execute(
      database,
    );
    return rows[0] ?? { participants: [], notes: [] };
  },
  async otherCases(thread, ids) {
    const { rows } = await sql<{ id: string; participants: readonly string[] }>`
      SELECT i.id, ${participantsOf(sql`i.thread_id`)} AS participants FROM interactions i
      WHERE i.id = ANY(${ids.map(key)}) AND i.thread_id <> ${thread} LIMIT 20`.execute(database);
    return rows;
  },
});

/** Of a thread: the addresses of its mails and those of its contact. */
const participantsOf = (thread: RawBuilder<unknown>): RawBuilder<unknown> => sql`ARRAY(
  SELECT address FROM thread_participants WHERE thread_id = ${thread}
  UNION SELECT a.address FROM threads t JOIN contacts k ON k.id = t.contact_id
    JOIN contacts c ON c.root_id = k.root_id JOIN contact_addresses a ON a.contact_id = c.id
    WHERE t.id = ${thread} LIMIT 500)`;
