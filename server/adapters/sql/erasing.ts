import { type RawBuilder, sql } from "kysely";
import { erasedAddress } from "../../domain/audit/erasure.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { StoredFile } from "../../ports/files.ts";
import { time } from "./values.ts";

/**
 * The statements that leave of e-mails only what happened with them. A row that the invariants ask for stays and says nothing; every other
 * one goes. Files are released before the rows forget their names. reliability.md 7.6, 2.11
 */
export function erasing(
  emails: readonly Interaction[],
  placeholder: StoredFile,
  at: number,
): readonly RawBuilder<unknown>[] {
  const ids = emails.map(({ id }) => id);
  const mine = sql`ANY(${ids}::text[])`;
  return [
    released(mine, at),
    ...messages(mine, placeholder),
    ...deliveries(mine, placeholder),
    ...texts(mine),
    ...beside(ids),
    sql`
      UPDATE interactions SET version = version + 1, contact_id = NULL, user_data = '{}', comments = '[]', attachments = '[]',
        erased_at = ${time(at)} WHERE id = ${mine}`,
  ];
}

/** Messages that went to several mailboxes go with the last of their e-mails. */
const messagesOf = (mine: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  SELECT message_id FROM message_interactions WHERE interaction_id = ${mine}
  EXCEPT SELECT other.message_id FROM message_interactions other JOIN interactions i ON i.id = other.interaction_id
    WHERE other.message_id IN (SELECT message_id FROM message_interactions WHERE interaction_id = ${mine})
      AND i.erased_at IS NULL AND NOT i.id = ${mine}`;

const released = (mine: RawBuilder<unknown>, at: number): RawBuilder<unknown> => sql`
  INSERT INTO released_files (sha256, at) SELECT DISTINCT sha256, ${time(at)}::timestamptz FROM (
    SELECT sha256 FROM messages WHERE id IN (${messagesOf(mine)})
    UNION ALL SELECT sha256 FROM deliveries WHERE interaction_id = ${mine}
    UNION ALL SELECT sha256 FROM quarantined_attachments WHERE interaction_id = ${mine}
    UNION ALL SELECT one ->> 'sha256' FROM interactions, jsonb_array_elements(attachments) AS one WHERE id = ${mine}) named
  WHERE sha256 IS NOT NULL
  ON CONFLICT (sha256) DO UPDATE SET at = greatest(released_files.at, excluded.at)`;

const messages = (mine: RawBuilder<unknown>, { sha256, size }: StoredFile): readonly RawBuilder<unknown>[] => [
  sql`
    UPDATE messages SET raw = NULL, sha256 = ${sha256}, size = ${size}, envelope_from = '', session = '{}'
    WHERE id IN (${messagesOf(mine)})`,
  sql`
    UPDATE mail_readings SET reasons = '[]', verdict = NULL, joined_because = NULL, report = NULL, reply_ranges = NULL, ruled = NULL
    WHERE interaction_id = ${mine}`,
  sql`DELETE FROM dedup_keys WHERE interaction_id = ${mine}`,
  // It must be recognised when the server numbers its mails anew, or it would come back.
  sql`
    UPDATE imap_messages SET content_key = 'sha256:' || encode(sha256(convert_to(content_key, 'UTF8')), 'hex')
    WHERE interaction_id = ${mine}`,
];

const deliveries = (mine: RawBuilder<unknown>, { sha256, size }: StoredFile): readonly RawBuilder<unknown>[] => [
  sql`
    UPDATE deliveries SET sha256 = ${sha256}, size = ${size}, to_list = ARRAY[${erasedAddress}] WHERE interaction_id = ${mine}`,
  sql`UPDATE delivery_attempts SET text = '' WHERE interaction_id = ${mine}`,
  renamed(mine, "delivery_recipients", sql`interaction_id`),
  renamed(mine, "delivery_reports", sql`interaction_id, report_id`),
];

/** Addresses that are part of a row's name become numbers. */
const renamed = (mine: RawBuilder<unknown>, table: string, within: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    UPDATE ${sql.table(table)} r SET address = given.number || '.' || ${erasedAddress}, text = '' FROM (
      SELECT ctid AS place, row_number() OVER (PARTITION BY ${within} ORDER BY address) AS number FROM ${sql.table(table)}
      WHERE interaction_id = ${mine}) given
    WHERE r.ctid = given.place`;

/** Also the former texts of drafts, which only the journal names. */
const texts = (mine: RawBuilder<unknown>): readonly RawBuilder<unknown>[] => [
  sql`
    UPDATE contents c SET from_address = NULL, reply_to = '[]', to_list = '[]', cc_list = '[]', bcc_list = '[]', subject = '',
      body_text = '', body_html = '', message_id = NULL, in_reply_to = NULL, reference_ids = '{}', language = 'simple', ranges = NULL,
      forwarded = NULL
    WHERE id IN (
      SELECT content_id FROM interactions WHERE id = ${mine}
      UNION SELECT event -> 'interaction' ->> 'content' FROM journal WHERE interaction_id = ${mine}
      UNION SELECT event -> 'interaction' ->> 'content' FROM outbox WHERE event -> 'interaction' ->> 'id' = ${mine})
    AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.content_id = c.id AND NOT i.id = ${mine})`,
  sql`UPDATE interaction_index SET user_data = '{}', search = '' WHERE interaction_id = ${mine}`,
];

/** What was noted beside them. */
const beside = (ids: readonly string[]): readonly RawBuilder<unknown>[] => {
  const mine = sql`ANY(${[...ids]}::text[])`;
  const deleted = ["message_ids", "automatic_mails", "quarantined_attachments", "mail_views", "presences"];
  return [
    ...deleted.map((table) => sql`DELETE FROM ${sql.table(table)} WHERE interaction_id = ${mine}`),
    sql`DELETE FROM bouncing_addresses WHERE report_id = ${mine}`,
    sql`DELETE FROM notices WHERE notice -> 'about' -> 'email' ->> 'interaction' = ${mine}`,
    sql`
      DELETE FROM holds h WHERE state <> 'held'
        AND EXISTS (SELECT 1 FROM unnest(${[...ids]}::text[]) AS one (id) WHERE position(one.id IN h.steps::text) > 0)`,
    sql`UPDATE job_items SET former = NULL WHERE interaction_id = ${mine}`,
  ];
};
