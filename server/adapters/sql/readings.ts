import { sql } from "kysely";
import type { MailboxRules, MailReading, ReadingReads, ReadingRows } from "../../ports/readings.ts";
import type { Database, Writing } from "./context.ts";
import type { Remembered } from "./remembered.ts";
import { recipientReports, sentMails } from "./reported-mail.ts";
import { numberOf, threadsNamed, threadsNumbered, threadsOfCustomer, threadsOfGuid } from "./thread-hits.ts";
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
  ruled: NonNullable<MailReading["ruled"]> | null;
};
type RulesRow = {
  mailbox_id: string;
  bounce_tag: boolean;
  reply_token: boolean;
  subject_tag: boolean;
  subject_rule: boolean;
  canary_every_ms: number | null;
  spam: MailboxRules["spam"];
  acknowledgement: NonNullable<MailboxRules["acknowledgement"]> | null;
};

/** What reading received mail found out, and what reports said. */
export const readingReads = (database: Database, remembered: Remembered): ReadingReads => ({
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
  async ownMails(messageIds) {
    const asked = new Map(messageIds.map((id) => [key(id), id]));
    const { rows } = await sql<{ message_id: string; subtype: string; recipients: readonly string[] | null }>`
      SELECT asked.message_id, own.subtype, (SELECT array_agg(lower(one ->> 'address')) FROM contents c
        CROSS JOIN LATERAL jsonb_array_elements(c.to_list || c.cc_list || c.bcc_list) AS one WHERE c.id = own.content_id) AS recipients
      FROM unnest(${[...asked.keys()]}::text[]) AS asked (message_id) CROSS JOIN LATERAL (
        SELECT i.subtype, i.content_id FROM message_ids m JOIN interactions i ON i.id = m.interaction_id
        WHERE m.message_id = asked.message_id AND i.direction = 'outbound' LIMIT 1) own`.execute(database);
    return new Map(
      rows.map(({ message_id, subtype, recipients }) => [
        asked.get(message_id) ?? message_id,
        { isByAgent: !automatic.has(subtype), recipients: recipients ?? [] },
      ]),
    );
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
  async sentTexts(thread) {
    const { rows } = await sql<{ text: string }>`
      SELECT left(c.body_text, ${sentCharactersMax}) AS text FROM interactions i JOIN contents c ON c.id = i.content_id
      WHERE i.thread_id = ${thread} AND i.direction = 'outbound' AND i.state = 'Sent'
      ORDER BY i.received_at DESC LIMIT ${sentMax}`.execute(database);
    return rows.map((row) => row.text);
  },
  threadsNumbered: (number) => threadsNumbered(database, number),
  threadsOfCustomer: (asked) => threadsOfCustomer(database, asked),
  rulesOf: async (mailbox) => {
    const rules = await remembered.get("rules", async () => {
      const { rows } = await sql<RulesRow>`
        SELECT mailbox_id, spam, acknowledgement, bounce_tag, reply_token, subject_tag, subject_rule, canary_every_ms
        FROM mailbox_rules`.execute(database);
      return new Map(rows.map((row) => [row.mailbox_id, row]));
    });
    const row = rules.get(mailbox);
    return {
      spam: row?.spam ?? "route",
      acknowledgement: optional(row?.acknowledgement),
      bounceTag: row?.bounce_tag ?? true,
      replyToken: row?.reply_token ?? false,
      subjectTag: row?.subject_tag ?? false,
      subjectRule: row?.subject_rule ?? false,
      canaryEveryMs: optional(row?.canary_every_ms),
    };
  },
});

/** Writing them. */
export const readingRows = ({ database, now, remembered }: Writing): ReadingRows => ({
  save: (readings) => save(database, readings, now.wall),
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
  numberOf: (thread) => numberOf(database, thread),
  lockThreads: (ids) => lockThreads(database, ids),
  splitThread: (split) => splitThread(database, split),
  joinThreads: (into, others) => joinThreads(database, into, others),
  async saveRules(mailbox, { spam, acknowledgement, bounceTag, replyToken, subjectTag, subjectRule, canaryEveryMs }) {
    remembered.forget();
    const answering = acknowledgement === undefined ? null : json(acknowledgement);
    // The next one comes as often as is said now.
    await sql`
      DELETE FROM canary_timers t USING mailbox_rules r WHERE t.mailbox_id = ${mailbox} AND r.mailbox_id = t.mailbox_id
        AND r.canary_every_ms IS DISTINCT FROM ${canaryEveryMs ?? null}::bigint`.execute(database);
    await sql`
      INSERT INTO mailbox_rules (mailbox_id, spam, acknowledgement, bounce_tag, reply_token, subject_tag, subject_rule, canary_every_ms)
      VALUES (${mailbox}, ${spam}, ${answering}, ${bounceTag}, ${replyToken}, ${subjectTag}, ${subjectRule}, ${canaryEveryMs ?? null})
      ON CONFLICT (mailbox_id) DO UPDATE SET spam = excluded.spam, acknowledgement = excluded.acknowledgement,
        bounce_tag = excluded.bounce_tag, reply_token = excluded.reply_token, subject_tag = excluded.subject_tag,
        subject_rule = excluded.subject_rule, canary_every_ms = excluded.canary_every_ms`.execute(database);
  },
});

const sentMax = 5;
const sentCharactersMax = 10_000;
const automatic: ReadonlySet<string> = new Set(["OutboundAcknowledgement", "OutboundAutoResponse"]);

async function save(database: Database, readings: readonly MailReading[], at: number): Promise<void> {
  const rows = readings.map((one) => ({
    ...{ interaction_id: one.interaction, reader_version: one.readerVersion, class: one.class, reasons: one.reasons },
    ...{ verdict: one.verdict, parked_because: one.parkedBecause, joined_because: one.joinedBecause },
    ...{ linked_thread: one.linkedThread, report: one.report, ruled: one.ruled },
  }));
  await sql`
    INSERT INTO mail_readings (interaction_id, reader_version, class, reasons, verdict, parked_because, joined_because,
      linked_thread, report, ruled, read_at)
    SELECT given.*, ${time(at)}::timestamptz FROM jsonb_to_recordset(${json(rows)}::jsonb) AS given (interaction_id text, reader_version integer,
      class text, reasons jsonb, verdict jsonb, parked_because text, joined_because jsonb, linked_thread text, report jsonb, ruled jsonb)
    ON CONFLICT (interaction_id) DO UPDATE SET reader_version = excluded.reader_version, class = excluded.class,
      reasons = excluded.reasons, verdict = excluded.verdict, parked_because = excluded.parked_because,
      joined_because = excluded.joined_because, linked_thread = excluded.linked_thread, report = excluded.report, ruled = excluded.ruled,
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
  ruled: optional(row.ruled),
});
