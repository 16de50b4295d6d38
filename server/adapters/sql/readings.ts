import { sql } from "kysely";
import type { MailboxRules, MailReading, ReadingReads, ReadingRows } from "../../ports/readings.ts";
import type { Database, Writing } from "./context.ts";
import { recipientReports, sentMails } from "./reported-mail.ts";
import { threadsNamed, threadsOfGuid } from "./thread-hits.ts";
import { joinThreads, lockThreads, splitThread } from "./thread-moves.ts";
import { json, key, optional, text, time } from "./values.ts";

type ReadingRow = {
  interaction_id: string;
  reader_version: number;
  class: MailReading["class"];
  reasons: MailReading["reasons"];
  verdict: NonNullable<MailReading["verdict"]> | null;
  parked_because: NonNullable<MailReading["parkedBecause"]> | null;
  joined_because: NonNullable<MailReading["joinedBecause"]> | null;
  linked_thread: string | null;
  report: NonNullable<MailReading["report"]> | null;
};
type RulesRow = {
  spam: MailboxRules["spam"];
  acknowledgement: NonNullable<MailboxRules["acknowledgement"]> | null;
};

/** What reading received mail found out, and what reports said. */
export const readingReads = (database: Database): ReadingReads => ({
  async of(interaction) {
    const { rows } = await sql<ReadingRow>`SELECT * FROM mail_readings WHERE interaction_id = ${interaction}`.execute(
      database,
    );
    return rows[0] === undefined ? undefined : readingOf(rows[0]);
  },
  async parkedCounts() {
    const { rows } = await sql<{ because: string; count: number }>`
      SELECT because, count(*) AS count FROM (
        SELECT r.parked_because AS because FROM interactions i JOIN queues q ON q.id = i.queue_id
        JOIN mail_readings r ON r.interaction_id = i.id
        WHERE q.kind = 'parked' AND i.state = 'Queued' AND r.parked_because IS NOT NULL LIMIT 10000) parked
      GROUP BY because ORDER BY because`.execute(database);
    return Object.fromEntries(rows.map(({ because, count }) => [because, count]));
  },
  async olderThan(readerVersion) {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM (SELECT FROM mail_readings WHERE reader_version < ${readerVersion} LIMIT 10000) older`.execute(
      database,
    );
    return rows[0]?.count ?? 0;
  },
  async ownMail(messageId) {
    const { rows } = await sql<{ subtype: string; recipients: readonly string[] | null }>`
      SELECT i.subtype, (SELECT array_agg(lower(one ->> 'address')) FROM contents c
        CROSS JOIN LATERAL jsonb_array_elements(c.to_list || c.cc_list || c.bcc_list) AS one WHERE c.id = i.content_id) AS recipients
      FROM message_ids m JOIN interactions i ON i.id = m.interaction_id
      WHERE m.message_id = ${key(messageId)} AND i.direction = 'outbound' LIMIT 1`.execute(database);
    const [row] = rows;
    if (row === undefined) return undefined;
    return { isByAgent: !automatic.has(row.subtype), recipients: row.recipients ?? [] };
  },
  sentMails: (asked) => sentMails(database, asked),
  reportsOn: (interaction) => recipientReports(database, interaction),
  async bouncingAmong(addresses) {
    const { rows } = await sql<{ address: string }>`
      SELECT address FROM bouncing_addresses WHERE address = ANY(${addresses.map(key)}) ORDER BY address`.execute(
      database,
    );
    return rows.map(({ address }) => address);
  },
  threadsNamed: (ids) => threadsNamed(database, ids),
  threadsOfGuid: (guid) => threadsOfGuid(database, guid),
  async rulesOf(mailbox) {
    const { rows } = await sql<RulesRow>`
      SELECT spam, acknowledgement FROM mailbox_rules WHERE mailbox_id = ${mailbox}`.execute(database);
    return { spam: rows[0]?.spam ?? "route", acknowledgement: optional(rows[0]?.acknowledgement) };
  },
});

/** Writing them. */
export const readingRows = ({ database, now }: Writing): ReadingRows => ({
  save: (reading) => save(database, reading, now.wall),
  async addReport(interaction, report) {
    await sql`
      INSERT INTO delivery_reports
      VALUES (${interaction}, ${report.report}, ${key(report.address)}, ${report.action}, ${report.status ?? null},
        ${text(report.text)}, ${report.remoteHost === undefined ? null : text(report.remoteHost)}, ${report.class},
        ${report.isVerified}, ${time(report.at)}) ON CONFLICT DO NOTHING`.execute(database);
  },
  async markBouncing({ address, status, text: words, report }) {
    await sql`
      INSERT INTO bouncing_addresses VALUES (${key(address)}, ${status ?? null}, ${text(words)}, ${report}, ${time(now.wall)})
      ON CONFLICT (address) DO UPDATE SET status = excluded.status, text = excluded.text, report_id = excluded.report_id`.execute(
      database,
    );
  },
  async clearBouncing(addresses) {
    await sql`DELETE FROM bouncing_addresses WHERE address = ANY(${addresses.map(key)})`.execute(database);
  },
  async noteGuid(guid, thread) {
    await sql`INSERT INTO thread_guids VALUES (${key(guid)}, ${thread}) ON CONFLICT DO NOTHING`.execute(database);
  },
  lockThreads: (ids) => lockThreads(database, ids),
  splitThread: (split) => splitThread(database, split),
  joinThreads: (into, others) => joinThreads(database, into, others),
  async saveRules(mailbox, { spam, acknowledgement }) {
    const answering = acknowledgement === undefined ? null : json(acknowledgement);
    await sql`
      INSERT INTO mailbox_rules VALUES (${mailbox}, ${spam}, ${answering})
      ON CONFLICT (mailbox_id) DO UPDATE SET spam = excluded.spam, acknowledgement = excluded.acknowledgement`.execute(
      database,
    );
  },
});

const automatic: ReadonlySet<string> = new Set(["OutboundAcknowledgement", "OutboundAutoResponse"]);

async function save(database: Database, reading: MailReading, at: number): Promise<void> {
  const { interaction, readerVersion, verdict, parkedBecause, joinedBecause, linkedThread, report } = reading;
  const orNull = (value: unknown) => (value === undefined ? null : json(value));
  await sql`
    INSERT INTO mail_readings (interaction_id, reader_version, class, reasons, verdict, parked_because, joined_because,
      linked_thread, report, read_at)
    VALUES (${interaction}, ${readerVersion}, ${reading.class}, ${json(reading.reasons)}, ${orNull(verdict)},
      ${parkedBecause ?? null}, ${orNull(joinedBecause)}, ${linkedThread ?? null}, ${orNull(report)}, ${time(at)})
    ON CONFLICT (interaction_id) DO UPDATE SET reader_version = excluded.reader_version, class = excluded.class,
      reasons = excluded.reasons, verdict = excluded.verdict, parked_because = excluded.parked_because,
      joined_because = excluded.joined_because, linked_thread = excluded.linked_thread, report = excluded.report,
      read_at = excluded.read_at`.execute(database);
}

const readingOf = (row: ReadingRow): MailReading => ({
  interaction: row.interaction_id,
  readerVersion: row.reader_version,
  class: row.class,
  reasons: row.reasons,
  verdict: optional(row.verdict),
  parkedBecause: optional(row.parked_because),
  joinedBecause: optional(row.joined_because),
  linkedThread: optional(row.linked_thread),
  report: optional(row.report),
});
