import { sql } from "kysely";
import type { DedupKey, Message, MessageReads, MessageRows } from "../../ports/messages.ts";
import type { Database, Writing } from "./context.ts";
import { key as indexed, json, text, time } from "./values.ts";

type MessageRow = {
  id: string;
  raw: Uint8Array | null;
  sha256: string | null;
  size: number;
  envelope_from: string;
  session: Message["session"];
  received_at: number;
  crashes: number;
  interactions: Message["interactions"] | null;
};

const withInteractions = sql`m.*, (SELECT jsonb_agg(jsonb_build_object(
    'interaction', i.interaction_id, 'mailbox', i.mailbox_id, 'recipient', i.recipient))
  FROM message_interactions i WHERE i.message_id = m.id) AS interactions`;

/** Received messages. */
export const messageReads = (database: Database): MessageReads => ({
  async byInteraction(interaction) {
    const { rows } = await sql<MessageRow>`
      SELECT ${withInteractions} FROM messages m JOIN message_interactions mi ON mi.message_id = m.id
      WHERE mi.interaction_id = ${interaction}`.execute(database);
    return rows[0] === undefined ? undefined : messageOf(rows[0]);
  },
  async unread() {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM (SELECT 1 FROM messages WHERE NOT is_read LIMIT 200000) unread`.execute(database);
    return rows[0]?.count ?? 0;
  },
});

/** Writing and taking messages. */
export const messageRows = ({ database, now }: Writing): MessageRows => ({
  async repeated(key) {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${indexed(key.key)}, 1))`.execute(database);
    const { rows } = await sql<{ interaction_id: string }>`
      SELECT interaction_id FROM dedup_keys WHERE mailbox_id = ${key.mailbox} AND key = ${indexed(key.key)} AND expires_at > ${time(now.wall)}`.execute(
      database,
    );
    return rows[0]?.interaction_id;
  },
  create: (message, keys) => create(database, message, keys),
  async takeUnread(limit) {
    const { rows } = await sql<MessageRow>`
      WITH taken AS (
        SELECT id FROM messages WHERE NOT is_read ORDER BY turn, place LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      SELECT ${withInteractions} FROM messages m JOIN taken ON taken.id = m.id ORDER BY m.turn, m.place`.execute(
      database,
    );
    return rows.map(messageOf);
  },
  async beginReading(ids) {
    await sql`UPDATE messages SET crashes = crashes + 1 WHERE id = ANY(${[...ids]}) AND NOT is_read`.execute(database);
  },
  async isUnread(id) {
    const { rows } = await sql`SELECT 1 FROM messages WHERE id = ${id} AND NOT is_read FOR UPDATE`.execute(database);
    return rows.length > 0;
  },
  async markRead(id, readerVersion, defects) {
    await sql`
      UPDATE messages SET is_read = true, reader_version = ${readerVersion}, defects = ${defects.map(text)} WHERE id = ${id}`.execute(
      database,
    );
    await sql`
      UPDATE interactions SET is_read = true
      WHERE id IN (SELECT interaction_id FROM message_interactions WHERE message_id = ${id})`.execute(database);
  },
});

async function create(database: Database, message: Message, keys: readonly DedupKey[]): Promise<void> {
  const raw = "bytes" in message.raw ? Buffer.from(message.raw.bytes) : null;
  const file = "sha256" in message.raw ? message.raw : undefined;
  await sql`
    INSERT INTO messages (id, raw, sha256, size, envelope_from, session, received_at, turn)
    VALUES (${message.id}, ${raw}, ${file?.sha256 ?? null}, ${file?.size ?? raw?.length ?? 0}, ${text(message.envelopeFrom)},
      ${json(message.session)}, ${time(message.receivedAt)}, (SELECT coalesce(max(turn), coalesce(
        (SELECT min(turn) FROM messages WHERE NOT is_read), 0) - 1) + 1 FROM messages
        WHERE NOT is_read AND left(envelope_from, 320) = left(${text(message.envelopeFrom)}::text, 320)))`.execute(
    database,
  );
  for (const one of message.interactions) {
    await sql`
      INSERT INTO message_interactions VALUES (${message.id}, ${one.interaction}, ${one.mailbox}, ${text(one.recipient)})`.execute(
      database,
    );
  }
  for (const key of keys) {
    await sql`
      INSERT INTO dedup_keys VALUES (${key.mailbox}, ${indexed(key.key)}, ${key.interaction}, ${time(key.expiresAt)})
      ON CONFLICT (mailbox_id, key) DO UPDATE SET interaction_id = excluded.interaction_id, expires_at = excluded.expires_at`.execute(
      database,
    );
  }
}

const messageOf = (row: MessageRow): Message => ({
  id: row.id,
  interactions: row.interactions ?? [],
  raw: row.raw === null ? { sha256: row.sha256 ?? "", size: row.size } : { bytes: row.raw },
  envelopeFrom: row.envelope_from,
  session: row.session,
  receivedAt: row.received_at,
  crashes: row.crashes,
});
