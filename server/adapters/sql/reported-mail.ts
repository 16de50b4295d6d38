import { sql } from "kysely";
import type { SentMail } from "../../domain/mail/report/correlate.ts";
import type { RecipientReport, SentMailsAsked } from "../../ports/readings.ts";
import type { Database } from "./context.ts";
import { key, optional, text } from "./values.ts";

type SentRow = {
  send: string;
  message_id: string;
  recipients: readonly string[] | null;
  subject: string;
  sealed_at: number;
};
type ReportRow = {
  report_id: string;
  address: string;
  action: RecipientReport["action"];
  status: string | null;
  text: string;
  remote_host: string | null;
  class: RecipientReport["class"];
  is_verified: boolean;
  at: number;
};

/** Our own mails that a report may be about: by send id, by Message-ID, or by a recipient of the last eight days. */
export async function sentMails(database: Database, asked: SentMailsAsked): Promise<readonly SentMail[]> {
  const { rows } = await sql<SentRow>`
    SELECT d.interaction_id AS send, d.message_id, c.subject, d.sealed_at,
      (SELECT array_agg(one ->> 'address') FROM jsonb_array_elements(c.to_list || c.cc_list || c.bcc_list) AS one) AS recipients
    FROM (
      SELECT interaction_id FROM deliveries WHERE interaction_id = ANY(${asked.sends.map((id) => text(id).toUpperCase())})
      UNION SELECT interaction_id FROM message_ids WHERE message_id = ANY(${asked.messageIds.map(key)})
      UNION SELECT id FROM (
        SELECT i.id FROM thread_participants p JOIN interactions i ON i.thread_id = p.thread_id
        WHERE p.address = ANY(${asked.recipients.map(text)}) AND i.direction = 'outbound'
        ORDER BY i.received_at DESC LIMIT 50) recent) found
    JOIN deliveries d ON d.interaction_id = found.interaction_id
    JOIN interactions i ON i.id = d.interaction_id JOIN contents c ON c.id = i.content_id
    ORDER BY d.sealed_at DESC LIMIT 100`.execute(database);
  return rows.map((row) => ({
    send: row.send,
    messageIds: [row.message_id],
    recipients: row.recipients ?? [],
    subject: row.subject,
    sentAt: row.sealed_at,
  }));
}

/** What reports said of an outbound e-mail. */
export async function recipientReports(database: Database, interaction: string): Promise<readonly RecipientReport[]> {
  const { rows } = await sql<ReportRow>`
    SELECT * FROM delivery_reports WHERE interaction_id = ${interaction} ORDER BY at, report_id, address LIMIT 500`.execute(
    database,
  );
  return rows.map((row) => ({
    report: row.report_id,
    address: row.address,
    action: row.action,
    status: optional(row.status),
    text: row.text,
    remoteHost: optional(row.remote_host),
    class: row.class,
    isVerified: row.is_verified,
    at: row.at,
  }));
}
