import { sql } from "kysely";
import type { UidOutcome } from "../../domain/mail/mailbox-account.ts";
import type { Day, LedgerDay, MailLedgerReads, MailLedgerRows, NamedUid } from "../../ports/mail-ledger.ts";
import type { Database, Writing } from "./context.ts";
import { optional, text, time } from "./values.ts";

type Span = { readonly mailbox: string; readonly from: Day; readonly to: Day };
type UidRow = { day: string; outcome: UidOutcome; count: number; lost: number };
type TallyRow = { day: string; outcome: string; count: number; found: number | null };
type NamedRow = {
  day: string;
  uid: number;
  uid_validity: string;
  folder: string;
  outcome: UidOutcome;
  interaction_id: string | null;
};

/** What came to mailboxes, and what became of it. */
export const mailLedgerReads = (database: Database): MailLedgerReads => ({
  async days(mailbox, from, to) {
    const span = { mailbox, from, to };
    return merged(await uidsOf(database, span), await talliesOf(database, span));
  },
  async named(mailbox, from, to, limit) {
    const { rows } = await sql<NamedRow>`
      SELECT m.day::text, m.uid, m.uid_validity, f.folder, m.outcome, m.interaction_id
      FROM imap_messages m JOIN imap_folders f ON f.id = m.folder_id
      WHERE m.mailbox_id = ${mailbox} AND m.day BETWEEN ${from} AND ${to}
        AND m.outcome <> 'interaction'
      ORDER BY m.outcome = ANY('{older-than-start,repeat,canary}'), m.day DESC, m.uid DESC LIMIT ${limit}`.execute(
      database,
    );
    return rows.map(namedOf);
  },
  async lastBySmtp() {
    const { rows } = await sql<{ mailbox_id: string; at: number }>`
      SELECT m.id AS mailbox_id, t.last_at AS at FROM mailboxes m CROSS JOIN LATERAL (
        SELECT last_at FROM mail_tallies WHERE mailbox_id = m.id AND outcome = 'accepted' ORDER BY day DESC LIMIT 1) t`.execute(
      database,
    );
    return new Map(rows.map(({ mailbox_id, at }) => [mailbox_id, at]));
  },
  async lastIn() {
    const { rows } = await sql<{ at: number; from: string | null }>`
      SELECT i.received_at AS at, c.from_address ->> 'address' AS from FROM interactions i
        JOIN contents c ON c.id = i.content_id
      WHERE i.direction = 'inbound' ORDER BY i.received_at DESC, i.id DESC LIMIT 1`.execute(database);
    return rows[0] === undefined ? undefined : { at: rows[0].at, from: rows[0].from ?? "" };
  },
  async lastSent(address) {
    const { rows } = await sql<{ at: number | null }>`
      SELECT (SELECT max(at) FROM delivery_attempts a WHERE a.interaction_id = last.interaction_id) AS at FROM (
        SELECT interaction_id FROM deliveries WHERE from_address = ${text(address)} AND state = 'sent'
        ORDER BY sealed_at DESC LIMIT 1) last`.execute(database);
    return optional(rows[0]?.at);
  },
});

/** Counting. */
export const mailLedgerRows = ({ send }: Writing): MailLedgerRows => ({
  async tally(tallies, at) {
    // In one order everywhere, so that nobody waits in a circle.
    const sorted = tallies.toSorted((a, b) => (`${a.mailbox} ${a.outcome}` < `${b.mailbox} ${b.outcome}` ? -1 : 1));
    for (const { mailbox, outcome, count } of sorted) {
      await send(sql`
        INSERT INTO mail_tallies VALUES (${mailbox}, (${time(at)}::timestamptz AT TIME ZONE 'UTC')::date, ${outcome}, ${count}, ${time(at)})
        ON CONFLICT (mailbox_id, day, outcome) DO UPDATE SET count = mail_tallies.count + excluded.count,
          last_at = greatest(mail_tallies.last_at, excluded.last_at)`);
    }
  },
});

/** `lost`: accounts that name an interaction which is not there. */
async function uidsOf(database: Database, { mailbox, from, to }: Span): Promise<readonly UidRow[]> {
  const { rows } = await sql<UidRow>`
    SELECT m.day::text, m.outcome, count(*) AS count,
      count(*) FILTER (WHERE i.id IS NULL AND m.outcome = ANY('{interaction,repeat,too-big}')) AS lost
    FROM imap_messages m LEFT JOIN interactions i ON i.id = m.interaction_id
    WHERE m.mailbox_id = ${mailbox} AND m.day BETWEEN ${from} AND ${to}
    GROUP BY m.day, m.outcome ORDER BY m.day, m.outcome`.execute(database);
  return rows;
}

/** `found`: of accepted mails, those that are there; compared with the mails themselves, not with another counter. */
async function talliesOf(database: Database, { mailbox, from, to }: Span): Promise<readonly TallyRow[]> {
  const { rows } = await sql<TallyRow>`
    SELECT t.day::text, t.outcome, t.count, CASE WHEN t.outcome = 'accepted' THEN (
      SELECT count(*) FROM messages m JOIN message_interactions mi ON mi.message_id = m.id
      JOIN interactions i ON i.id = mi.interaction_id
      WHERE mi.mailbox_id = t.mailbox_id AND m.session ->> 'source' IS DISTINCT FROM 'imap'
        AND m.received_at >= t.day::timestamp AT TIME ZONE 'UTC'
        AND m.received_at < (t.day + 1)::timestamp AT TIME ZONE 'UTC') END AS found
    FROM mail_tallies t WHERE t.mailbox_id = ${mailbox} AND t.day BETWEEN ${from} AND ${to}
    ORDER BY t.day, t.outcome`.execute(database);
  return rows;
}

function merged(uids: readonly UidRow[], tallies: readonly TallyRow[]): readonly LedgerDay[] {
  const days = [...new Set([...uids, ...tallies].map(({ day }) => day))].sort();
  return days.map((day) => {
    const ofUids = uids.filter((row) => row.day === day);
    const ofTallies = tallies.filter((row) => row.day === day);
    const lost = ofUids.reduce((sum, row) => sum + row.lost, 0);
    const missing = ofTallies.reduce(
      (sum, { count, found }) => sum + (found === null ? 0 : Math.max(0, count - found)),
      0,
    );
    return {
      day,
      uids: Object.fromEntries(ofUids.map(({ outcome, count }) => [outcome, count])),
      transactions: Object.fromEntries(ofTallies.map(({ outcome, count }) => [outcome, count])),
      unaccounted: lost + missing,
    };
  });
}

const namedOf = ({ uid_validity, interaction_id, ...row }: NamedRow): NamedUid => ({
  ...row,
  uidValidity: uid_validity,
  interaction: optional(interaction_id),
});
