import { join } from "node:path";
import { Client } from "pg";

/** What a store of years looks like: so many e-mails of so many customers, of which the newest tenth waits and the rest is done. */
export type Years = {
  /** E-mails that the store has afterwards, besides those that it had. */
  readonly mails: number;
  /** How many there were made of before: their names are taken. */
  readonly from: number;
};

/** One e-mail in so many waits. */
const waitingEach = 10;
const mailsEach = 40;

/**
 * Copies the e-mails of a running server until there are many, each with a customer, a thread and words of its own: by SMTP it would take hours.
 * The ways in which rows belong together are those that the server made.
 */
export async function multiply(data: string, { mails, from }: Years): Promise<void> {
  const client = new Client({ host: join(data, "socket"), user: "postgres", database: "postroom" });
  await client.connect();
  try {
    await client.query(patterns, [mailsEach]);
    await client.query(copies(from, from + Math.ceil(mails / mailsEach) - 1));
    for (const statement of filled) await client.query(statement);
    await client.query("DROP TABLE pattern, copy");
    // What comes behind is not measured beside the writing of all this.
    await client.query("VACUUM ANALYZE");
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}

const patterns = `
  CREATE TEMP TABLE pattern AS
    SELECT i.id AS old, row_number() OVER (ORDER BY i.received_at, i.id) AS k FROM interactions i
    WHERE i.id IN (SELECT interaction_id FROM message_interactions) ORDER BY i.received_at, i.id LIMIT $1`;

const copies = (first: number, last: number): string => `
  CREATE TEMP TABLE copy AS
    SELECT old, n, '00' || upper(substr(md5(old || n), 1, 14)) AS id, '0000' || substr(md5('o' || old || n), 1, 12) AS object,
      'c' || k || '.' || n || '@customer' || n % 500 || '.example' AS address, n % ${waitingEach} = 0 AS waits,
      (n * ${mailsEach} + k) * interval '1 minute' + CASE WHEN n % ${waitingEach} = 0 THEN interval '0' ELSE interval '3 years' END AS ago
    FROM pattern, generate_series(${first}, ${last}) n`;

/** A row like the pattern's, with what is its own. */
const like = (row: string, own: string): string => `(jsonb_populate_record(${row}, jsonb_build_object(${own}))).*`;

const filled = [
  "CREATE INDEX ON copy (old)",
  "ANALYZE copy",
  `INSERT INTO contacts (id, root_id, first_name, last_name, attributes, terms, created_at, modified_at)
    SELECT object, object, 'First' || n % 1000, 'Last' || n,
      jsonb_build_object('EmailAddress', jsonb_build_array(jsonb_build_object('value', address, 'primary', true))),
      ARRAY[address, 'first' || n % 1000, 'last' || n], now() - ago, now() - ago FROM copy`,
  "INSERT INTO contact_addresses (address, contact_id, is_primary) SELECT address, object, true FROM copy",
  `INSERT INTO threads SELECT ${like("t", "'id', object, 'contact_id', object, 'last_activity_at', t.last_activity_at - ago")}
    FROM copy JOIN interactions i ON i.id = old JOIN threads t ON t.id = i.thread_id`,
  "INSERT INTO thread_participants (thread_id, address) SELECT object, address FROM copy",
  `INSERT INTO contents SELECT ${like(
    "c",
    `'id', object, 'message_id', '<' || address || '>', 'subject', c.subject || ' ' || n,
    'from_address', jsonb_build_object('name', '', 'address', address),
    'body_text', c.body_text || ' number' || n || ' hundred' || n % 100`,
  )}
    FROM copy JOIN interactions i ON i.id = old JOIN contents c ON c.id = i.content_id`,
  `INSERT INTO interactions SELECT ${like(
    "i",
    `'id', copy.id, 'contact_id', object, 'thread_id', object, 'content_id', object, 'received_at', i.received_at - ago,
    'state', CASE WHEN waits THEN 'Queued' ELSE 'Completed' END, 'ended_at', CASE WHEN waits THEN NULL ELSE i.received_at - ago END,
    'holder', NULL, 'deadline_row', NULL, 'deadline_due', NULL, 'deadline_shown', NULL,
    'enqueued_at', i.enqueued_at - (extract(epoch FROM ago) * 1000)::bigint`,
  )}
    FROM copy JOIN interactions i ON i.id = old`,
  `INSERT INTO messages OVERRIDING USER VALUE SELECT ${like("m", "'id', object, 'received_at', m.received_at - ago")}
    FROM copy JOIN message_interactions o ON o.interaction_id = old JOIN messages m ON m.id = o.message_id`,
  `INSERT INTO message_interactions SELECT ${like("o", "'message_id', object, 'interaction_id', copy.id")}
    FROM copy JOIN message_interactions o ON o.interaction_id = old`,
  "INSERT INTO message_ids (message_id, interaction_id, thread_id) SELECT '<' || address || '>', id, object FROM copy",
  `INSERT INTO mail_readings SELECT ${like("r", "'interaction_id', copy.id")}
    FROM copy JOIN mail_readings r ON r.interaction_id = old`,
  `INSERT INTO interaction_index (interaction_id, received_at, user_data, search)
    SELECT i.id, i.received_at, i.user_data::jsonb, interaction_words(c, i.user_data::jsonb)
    FROM copy JOIN interactions i ON i.id = copy.id JOIN contents c ON c.id = i.content_id`,
];
