import { sql } from "kysely";
import type { CanaryReads, CanaryRows } from "../../ports/canaries.ts";
import type { Database, Writing } from "./context.ts";
import { optional, text, time } from "./values.ts";

type FactsRow = {
  mailbox_id: string;
  trip_begun_at: number | null;
  trip_returned_at: number | null;
  late_begun_at: number | null;
  late_handed_at: number | null;
  late_word: string | null;
};

/** How mailboxes' canary mails fare. */
export const canaryReads = (database: Database): CanaryReads => ({
  async facts(lateBefore) {
    const { rows } = await sql<FactsRow>`
      SELECT r.mailbox_id, trip.begun_at AS trip_begun_at, trip.returned_at AS trip_returned_at, late.begun_at AS late_begun_at,
        late.handed_at AS late_handed_at, late.word AS late_word
      FROM mailbox_rules r LEFT JOIN LATERAL (
        SELECT begun_at, returned_at FROM canaries WHERE mailbox_id = r.mailbox_id AND returned_at IS NOT NULL
        ORDER BY begun_at DESC LIMIT 1) trip ON true
      LEFT JOIN LATERAL (
        SELECT begun_at, handed_at, word FROM canaries WHERE mailbox_id = r.mailbox_id AND returned_at IS NULL
          AND begun_at <= ${time(lateBefore)} AND begun_at > coalesce(trip.begun_at, '-infinity')
        ORDER BY begun_at DESC LIMIT 1) late ON true
      WHERE r.canary_every_ms IS NOT NULL`.execute(database);
    return new Map(rows.map((row) => [row.mailbox_id, factsOf(row)]));
  },
});

/** Sending and recognising them. */
export const canaryRows = ({ database, now }: Writing): CanaryRows => ({
  async claimDue(steady, again, limit) {
    const { rows } = await sql<{ mailbox_id: string }>`
      INSERT INTO canary_timers
      SELECT r.mailbox_id, ${again}::bigint FROM mailbox_rules r LEFT JOIN canary_timers t ON t.mailbox_id = r.mailbox_id
      WHERE r.canary_every_ms IS NOT NULL AND NOT EXISTS (
        SELECT FROM imap_accounts a WHERE a.mailbox_id = r.mailbox_id AND NOT a.is_enabled) AND (t.due IS NULL OR t.due <= ${steady}) ORDER BY r.mailbox_id LIMIT ${limit}
      ON CONFLICT (mailbox_id) DO UPDATE SET due = excluded.due WHERE canary_timers.due <= ${steady}
      RETURNING mailbox_id`.execute(database);
    return rows.map(({ mailbox_id }) => mailbox_id);
  },
  async hasten(mailbox, steady) {
    const { rows } = await sql`
      WITH due AS (UPDATE canary_timers SET due = ${steady} WHERE mailbox_id = ${mailbox} AND due > ${steady})
      SELECT FROM mailbox_rules WHERE mailbox_id = ${mailbox} AND canary_every_ms IS NOT NULL`.execute(database);
    return rows.length > 0;
  },
  async begin(id, mailbox) {
    await sql`
      INSERT INTO canaries (id, mailbox_id, begun_at) VALUES (${id}, ${mailbox}, ${time(now.wall)})`.execute(database);
  },
  async handed(id, word, begun) {
    await sql`
      WITH handed AS (
        UPDATE canaries SET handed_at = ${time(now.wall)}, word = ${text(word)} WHERE id = ${id} RETURNING mailbox_id)
      UPDATE canary_timers t SET due = ${begun}::bigint + r.canary_every_ms FROM handed h JOIN mailbox_rules r USING (mailbox_id)
      WHERE t.mailbox_id = h.mailbox_id AND r.canary_every_ms IS NOT NULL`.execute(database);
  },
  async failed(id, word) {
    await sql`UPDATE canaries SET word = ${text(word)} WHERE id = ${id}`.execute(database);
  },
  async returned(id, { mailboxes, contentSha256, at }) {
    const { rows } = await sql`
      UPDATE canaries SET returned_at = coalesce(returned_at, ${time(at)}), content_sha256 = ${contentSha256}
      WHERE id = ${id} AND mailbox_id = ANY(${[...mailboxes]}) AND coalesce(content_sha256, ${contentSha256}) = ${contentSha256}
      RETURNING id`.execute(database);
    return rows.length > 0;
  },
});

const factsOf = (row: FactsRow) => ({
  trip:
    row.trip_begun_at === null || row.trip_returned_at === null
      ? undefined
      : { begunAt: row.trip_begun_at, returnedAt: row.trip_returned_at },
  late:
    row.late_begun_at === null
      ? undefined
      : { begunAt: row.late_begun_at, handedAt: optional(row.late_handed_at), word: row.late_word ?? "" },
});
