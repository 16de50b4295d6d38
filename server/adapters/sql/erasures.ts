import { type RawBuilder, sql } from "kysely";
import type { ErasureReads, ErasureRows, LegalHold } from "../../ports/erasures.ts";
import type { Database, Writing } from "./context.ts";
import { erasing } from "./erasing.ts";
import { oldMail } from "./old-mail.ts";
import { redact } from "./redacting.ts";
import { optional, text, time } from "./values.ts";

/** What belongs to a person and is not erased yet. Reports are no contact's, but speak of one. */
const belonging = (contacts: readonly string[]): RawBuilder<unknown> => sql`
  WITH own AS (
    SELECT id FROM interactions WHERE contact_id = ANY(${[...contacts]}::text[])
    UNION SELECT i.id FROM threads t JOIN interactions i ON i.thread_id = t.id WHERE t.contact_id = ANY(${[...contacts]}::text[]))
  SELECT i.id, i.received_at, i.ended_at FROM interactions i WHERE i.erased_at IS NULL AND i.id IN (
    SELECT id FROM own UNION SELECT r.report_id FROM delivery_reports r JOIN own ON own.id = r.interaction_id)`;

export const erasureReads = (database: Database): ErasureReads => ({
  async family(contact) {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM contacts WHERE root_id = (SELECT root_id FROM contacts WHERE id = ${contact}) ORDER BY id`.execute(
      database,
    );
    return rows.map(({ id }) => id);
  },
  async belonging(contacts, limit) {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM (${belonging(contacts)}) found ORDER BY received_at, id LIMIT ${limit}`.execute(database);
    return rows.map(({ id }) => id);
  },
  left: (contacts, limit) => left(database, contacts, limit),
  old: (kept, look) => oldMail(database, kept, look),
  async leftWithout(threads) {
    const { rows } = await sql<{ family: string[] }>`
      SELECT array_agg(DISTINCT member.id) AS family FROM threads t JOIN contacts c ON c.id = t.contact_id
        JOIN contacts member ON member.root_id = c.root_id
      WHERE t.id = ANY(${[...threads]}::text[]) GROUP BY c.root_id`.execute(database);
    const without: string[][] = [];
    for (const { family } of rows) if ((await left(database, family, 0)).count === 0) without.push(family);
    return without;
  },
  async legalHold(contacts) {
    const { rows } = await sql<LegalHold>`
      SELECT reason, placed_by AS by, placed_at AS at FROM legal_holds
      WHERE contact_id = ANY(${[...contacts]}::text[]) OR contact_id IN (
        SELECT member.id FROM (${belonging(contacts)}) found JOIN interactions i ON i.id = found.id
          JOIN contacts c ON c.id = i.contact_id JOIN contacts member ON member.root_id = c.root_id)
      ORDER BY placed_at LIMIT 1`.execute(database);
    return optional(rows[0]);
  },
});

async function left(database: Database, contacts: readonly string[], limit: number) {
  const { rows } = await sql<{ count: number; open: string[] | null }>`
    SELECT count(*) AS count, (array_agg(id ORDER BY received_at, id) FILTER (WHERE ended_at IS NULL))[1:${limit}] AS open
    FROM (${belonging(contacts)}) found`.execute(database);
  return { count: rows[0]?.count ?? 0, open: rows[0]?.open ?? [] };
}

/** Writing them. */
export const erasureRows = (writing: Writing): ErasureRows => ({
  async erase(emails, placeholder) {
    for (const statement of erasing(emails, placeholder, writing.now.wall)) await statement.execute(writing.database);
  },
  redact: (ids, receipt, erased) => redact(writing.database, { ids, receipt, erased }),
  async forget(contacts) {
    for (const statement of forgetting([...contacts], writing.now.wall)) await statement.execute(writing.database);
  },
  async forgetThreads(threads) {
    const empty = sql`
      SELECT id FROM threads t WHERE id = ANY(${[...threads]}::text[])
        AND NOT EXISTS (SELECT FROM interactions i WHERE i.thread_id = t.id AND i.erased_at IS NULL)`;
    for (const statement of emptying(empty, writing.now.wall)) await statement.execute(writing.database);
  },
  async placeLegalHold(contact, { reason, by, at }) {
    await sql`
      INSERT INTO legal_holds (contact_id, reason, placed_by, placed_at) VALUES (${contact}, ${text(reason)}, ${by}, ${time(at)})
      ON CONFLICT (contact_id) DO UPDATE
        SET reason = excluded.reason, placed_by = excluded.placed_by, placed_at = excluded.placed_at`.execute(
      writing.database,
    );
  },
  async liftLegalHold(contacts) {
    const { numAffectedRows } = await sql`
      DELETE FROM legal_holds WHERE contact_id = ANY(${[...contacts]}::text[])`.execute(writing.database);
    return (numAffectedRows ?? 0n) > 0n;
  },
});

/** A thread's name, its notes, and who took part. */
const emptying = (threads: RawBuilder<unknown>, at: number): readonly RawBuilder<unknown>[] => [
  ...["notes", "thread_guids", "thread_participants", "message_ids"].map(
    (table) => sql`DELETE FROM ${sql.table(table)} WHERE thread_id IN (${threads})`,
  ),
  sql`UPDATE threads SET subject = '', contact_id = NULL, erased_at = ${time(at)} WHERE id IN (${threads})`,
];

/** What stands beside the e-mails: threads, and addresses wherever somebody keeps them. */
function forgetting(contacts: string[], at: number): readonly RawBuilder<unknown>[] {
  const addresses = sql`(SELECT address FROM contact_addresses WHERE contact_id = ANY(${contacts}::text[]))`;
  return [
    sql`DELETE FROM thread_participants WHERE address IN ${addresses}`,
    sql`DELETE FROM bouncing_addresses WHERE address IN ${addresses}`,
    sql`DELETE FROM image_consents WHERE scope = 'sender' AND key IN ${addresses}`,
    ...emptying(sql`SELECT id FROM threads WHERE contact_id = ANY(${contacts}::text[])`, at),
    sql`UPDATE contacts SET merged_into = NULL, merged_at = NULL, root_id = id WHERE id = ANY(${contacts}::text[])`,
    sql`DELETE FROM contacts WHERE id = ANY(${contacts}::text[])`,
  ];
}
