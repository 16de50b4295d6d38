import { type RawBuilder, sql } from "kysely";
import type { Message, MessageReads, MessageRows } from "../../ports/messages.ts";
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
export const messageRows = ({ database, now, send }: Writing): MessageRows => ({
  async repeated(keys) {
    if (keys.length === 0) return [];
    const wanted = keys.map((one, place) => ({ place, mailbox: one.mailbox, key: indexed(one.key) }));
    // In the order of the locks, so that two who take several wait for each other in turn; and before the look, which must see who came first.
    await send(sql`
      SELECT pg_advisory_xact_lock(lock) FROM (
        SELECT DISTINCT hashtextextended(key, 1) AS lock FROM unnest(${wanted.map(({ key }) => key)}::text[]) AS given (key) ORDER BY lock) locks`);
    const { rows } = await sql<{ place: number; interaction_id: string }>`
      SELECT given.place, d.interaction_id
      FROM unnest(${wanted.map(({ place }) => place)}::integer[], ${wanted.map(({ mailbox }) => mailbox)}::text[],
        ${wanted.map((one) => one.key)}::text[]) AS given (place, mailbox, key)
      CROSS JOIN LATERAL (SELECT interaction_id FROM dedup_keys WHERE mailbox_id = given.mailbox AND key = given.key
        AND expires_at > ${time(now.wall)} LIMIT 1) d`.execute(database);
    const found = new Map(rows.map((row) => [row.place, row.interaction_id]));
    return keys.map((_, place) => found.get(place));
  },
  create: (made) => create(send, made),
  async takeUnread(owner, limit) {
    const { rows } = await sql<MessageRow>`
      WITH taken AS (
        SELECT id FROM messages m WHERE NOT is_read AND (reader IS NULL OR reader = ${owner}
          OR NOT EXISTS (SELECT FROM processes p WHERE p.id = m.reader AND p.alive_until > clock_timestamp()))
        ORDER BY turn, place LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      SELECT ${withInteractions} FROM messages m JOIN taken ON taken.id = m.id ORDER BY m.turn, m.place`.execute(
      database,
    );
    return rows.map(messageOf);
  },
  async beginReading(owner, ids) {
    await sql`
      UPDATE messages SET crashes = crashes + 1, reader = ${owner} WHERE id = ANY(${[...ids]}) AND NOT is_read`.execute(
      database,
    );
  },
  async forgetBeginning(ids) {
    await sql`
      UPDATE messages SET crashes = crashes - 1 WHERE id = ANY(${[...ids]}) AND NOT is_read AND crashes > 0`.execute(
      database,
    );
  },
  async lockUnread(ids) {
    // Mails that are read at the same time, each in another process, must see each other: what belongs together, and who wrote both.
    await send(sql`SELECT pg_advisory_xact_lock(${readingLock})`);
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM messages WHERE id = ANY(${[...ids]}) AND NOT is_read ORDER BY id FOR UPDATE`.execute(database);
    return new Set(rows.map((row) => row.id));
  },
  async markRead(read) {
    // Of an array the planner expects ten rows, of a recordset a hundred: it would rather read the whole table.
    await sql`
      UPDATE messages m SET is_read = true, reader_version = given.version,
        defects = ARRAY(SELECT jsonb_array_elements_text(given.defects))
      FROM unnest(${read.map(({ id }) => id)}::text[], ${read.map(({ readerVersion }) => readerVersion)}::integer[],
        ${read.map(({ defects }) => json(defects.map(text)))}::jsonb[]) AS given (id, version, defects)
      WHERE m.id = given.id`.execute(database);
  },
});

/** "read" in ASCII. */
const readingLock = 0x72656164;

type Made = Parameters<MessageRows["create"]>[0];

async function create(send: Writing["send"], made: Made): Promise<void> {
  await send(messagesInserted(made.map(({ message }) => message)));
  const interactions = made.flatMap(({ message }) =>
    message.interactions.map((one) => ({ ...one, message: message.id, recipient: text(one.recipient) })),
  );
  const known = made.flatMap(({ keys }) =>
    keys.map((one) => ({ ...one, key: indexed(one.key), expiresAt: time(one.expiresAt) })),
  );
  await send(sql`
    WITH addressed AS (
      INSERT INTO message_interactions
      SELECT given.message, given.interaction, given.mailbox, given.recipient
      FROM jsonb_to_recordset(${json(interactions)}::jsonb) AS given (message text, interaction text, mailbox text, recipient text))
    INSERT INTO dedup_keys
    SELECT given.mailbox, given.key, given.interaction, given."expiresAt"
    FROM jsonb_to_recordset(${json(known)}::jsonb) AS given (mailbox text, key text, interaction text, "expiresAt" timestamptz)
    ON CONFLICT (mailbox_id, key) DO UPDATE SET interaction_id = excluded.interaction_id, expires_at = excluded.expires_at`);
}

/** A sender's next mail gets the turn behind his last; the first of a sender stands beside those whose turn it is. mail.md 2.3 */
function messagesInserted(messages: readonly Message[]): RawBuilder<unknown> {
  // All bytes are one parameter, because only a single one goes as it is: in a list each byte would be written as two digits.
  const parts = messages.map(({ raw }) => ("bytes" in raw ? raw.bytes : new Uint8Array(0)));
  let begin = 1;
  const rows = messages.map(({ id, raw, envelopeFrom, session, receivedAt }, place) => {
    const row = { id, session, envelope_from: text(envelopeFrom), received_at: time(receivedAt), begin };
    begin += parts[place]?.length ?? 0;
    return { ...row, ...("sha256" in raw ? raw : { size: raw.bytes.length }) };
  });
  return sql`
    WITH given AS (
      SELECT g.*, left(g.envelope_from, 320) AS sender
      FROM ROWS FROM (
        jsonb_to_recordset(${json(rows)}::jsonb) AS (id text, sha256 text, size bigint, envelope_from text, session jsonb,
          received_at timestamptz, begin integer)) WITH ORDINALITY
        AS g (id, sha256, size, envelope_from, session, received_at, begin, place)),
    behind AS (
      SELECT sender, coalesce((SELECT max(turn) FROM messages WHERE NOT is_read AND left(envelope_from, 320) = sender),
        coalesce((SELECT min(turn) FROM messages WHERE NOT is_read), 0) - 1) AS turn
      FROM (SELECT DISTINCT sender FROM given) senders)
    INSERT INTO messages (id, raw, sha256, size, envelope_from, session, received_at, turn)
    SELECT id, CASE WHEN sha256 IS NULL THEN substring(${Buffer.concat(parts)}::bytea FROM begin FOR size::integer) END,
      sha256, size, envelope_from, session, received_at,
      behind.turn + row_number() OVER (PARTITION BY sender ORDER BY place)
    FROM given JOIN behind USING (sender) ORDER BY place`;
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
