import { type RawBuilder, sql } from "kysely";
import type { ContactRows, ThreadCandidate } from "../../ports/contacts.ts";
import type { Database, Writing } from "./context.ts";
import { key, optional, text, time } from "./values.ts";

type CandidateRow = {
  message_id: string;
  thread_id: string;
  interaction_id: string;
  contact_id: string | null;
  subject: string;
  last_activity_at: number;
  participants: readonly string[] | null;
};

/** Writing threads, and the Message-IDs by which they are found. */
export const threadRows = ({ database }: Writing): Pick<ContactRows, "createThread" | "moveThread" | "joinThread"> => ({
  async createThread(thread) {
    await begun(thread).execute(database);
  },
  async moveThread(thread, contact) {
    await sql`UPDATE threads SET contact_id = ${contact} WHERE id = ${thread}`.execute(database);
  },
  async joinThread(entry) {
    // One statement: each mail passes here. An id that is both this message's and named by it is this message's.
    const own = entry.messageId === undefined ? [] : [key(entry.messageId)];
    const named = entry.named.map(key).filter((id) => !own.includes(id));
    const { begins } = entry;
    const touched =
      begins === undefined
        ? sql`UPDATE threads SET last_activity_at = greatest(last_activity_at, ${time(entry.at)}), erased_at = NULL WHERE id = ${entry.thread}`
        : begun({ id: entry.thread, at: entry.at, ...begins });
    await sql`
      WITH touched AS (${touched}),
      received AS (
        INSERT INTO message_ids SELECT message_id, ${entry.interaction}, ${entry.thread} FROM unnest(${own}::text[]) AS own (message_id)
        ON CONFLICT DO NOTHING),
      named AS (
        INSERT INTO message_ids SELECT DISTINCT message_id, ${notReceived}, ${entry.thread} FROM unnest(${named}::text[]) AS named (message_id)
        WHERE NOT EXISTS (SELECT 1 FROM message_ids m WHERE m.message_id = named.message_id) ON CONFLICT DO NOTHING)
      INSERT INTO thread_participants
      SELECT ${entry.thread}, address FROM unnest(${entry.participants.map(text)}::text[]) AS t (address) ON CONFLICT DO NOTHING`.execute(
      database,
    );
  },
});

const begun = ({ id, contact, subject, at }: Parameters<ContactRows["createThread"]>[0]): RawBuilder<unknown> => sql`
  INSERT INTO threads (id, contact_id, subject, last_activity_at)
  VALUES (${id}, ${contact ?? null}, ${text(subject)}, ${time(at)})`;

/** Stands for the interaction of a message that is only named by others. */
const notReceived = "";

/** Threads of known Message-IDs, in the given order. */
export async function threadsOf(
  database: Database,
  messageIds: readonly string[],
): Promise<readonly ThreadCandidate[]> {
  const asked = new Map(messageIds.map((id) => [key(id), id]));
  const { rows } = await sql<CandidateRow>`
    SELECT m.message_id, m.interaction_id, t.id AS thread_id, k.root_id AS contact_id, t.subject, t.last_activity_at,
      (SELECT array_agg(address) FROM (
        SELECT address FROM thread_participants WHERE thread_id = t.id
        UNION SELECT address FROM contact_addresses a JOIN contacts c ON c.id = a.contact_id
          WHERE c.root_id = k.root_id LIMIT 500) p) AS participants
    FROM unnest(${[...asked.keys()]}::text[]) WITH ORDINALITY AS asked (message_id, place)
    CROSS JOIN LATERAL (
      SELECT * FROM message_ids WHERE message_id = asked.message_id ORDER BY interaction_id DESC LIMIT 5) m
    JOIN threads t ON t.id = m.thread_id LEFT JOIN contacts k ON k.id = t.contact_id ORDER BY asked.place, m.interaction_id DESC`.execute(
    database,
  );
  return rows.map((row) => ({
    messageId: asked.get(row.message_id) ?? row.message_id,
    thread: row.thread_id,
    interaction: row.interaction_id === notReceived ? undefined : row.interaction_id,
    contact: optional(row.contact_id),
    subject: row.subject,
    lastActivityAt: row.last_activity_at,
    participants: row.participants ?? [],
  }));
}
