import { type RawBuilder, sql } from "kysely";
import type { Contact, ContactReads, ContactRows, ThreadCandidate } from "../../ports/contacts.ts";
import type { Database, Writing } from "./context.ts";
import { json, key, optional, text, time } from "./values.ts";

type ContactRow = {
  id: string;
  first_name: string;
  last_name: string;
  addresses: readonly string[] | null;
  attributes: { LCA_EmplID_email?: string; LCA_TimeStamp_email?: string };
  created_at: number;
  modified_at: number;
};
type CandidateRow = {
  message_id: string;
  thread_id: string;
  interaction_id: string;
  contact_id: string | null;
  subject: string;
  last_activity_at: number;
  participants: readonly string[] | null;
};

/** Contacts and threads. */
export const contactReads = (database: Database): ContactReads => ({
  byId: async (id) => (await contacts(database, sql`WHERE c.id = ${id}`))[0],
  attributes: (contact) => attributes(database, contact),
  byAddress: async (address) =>
    (
      await contacts(
        database,
        sql`JOIN contact_addresses a ON a.contact_id = c.id WHERE a.address = ${text(address)}
          ORDER BY (SELECT max(received_at) FROM interactions i WHERE i.contact_id = c.id) DESC NULLS LAST, c.id LIMIT 1`,
      )
    )[0],
  threadsOf: (messageIds) => threadsOf(database, messageIds),
  async interactionsOf(contact, limit) {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM interactions WHERE contact_id = ${contact} ORDER BY received_at DESC LIMIT ${limit}`.execute(
      database,
    );
    return rows.map((row) => row.id);
  },
});

/** Writing contacts and threads. */
export const contactRows = ({ database }: Writing): ContactRows => ({
  async lockAddress(address) {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${text(address)}, 2))`.execute(database);
  },
  async create(contact) {
    await sql`
      INSERT INTO contacts (id, first_name, last_name, created_at, modified_at)
      VALUES (${contact.id}, ${text(contact.firstName)}, ${text(contact.lastName)}, ${time(contact.createdAt)},
        ${time(contact.modifiedAt)})`.execute(database);
    for (const [place, address] of contact.addresses.entries()) {
      await sql`INSERT INTO contact_addresses VALUES (${text(address)}, ${contact.id}, ${place === 0})`.execute(
        database,
      );
    }
  },
  async rememberAgent(contact, userName, at) {
    const last = { LCA_EmplID_email: userName, LCA_TimeStamp_email: String(Math.floor(at / 1000)) };
    await sql`
      UPDATE contacts SET attributes = attributes || ${json(last)}::jsonb, version = version + 1, modified_at = ${time(at)}
      WHERE id = ${contact}`.execute(database);
  },
  async createThread(thread) {
    await sql`
      INSERT INTO threads (id, contact_id, subject, last_activity_at)
      VALUES (${thread.id}, ${thread.contact ?? null}, ${text(thread.subject)}, ${time(thread.at)})`.execute(database);
  },
  async moveThread(thread, contact) {
    await sql`UPDATE threads SET contact_id = ${contact} WHERE id = ${thread}`.execute(database);
  },
  async joinThread(entry) {
    await sql`
      UPDATE threads SET last_activity_at = greatest(last_activity_at, ${time(entry.at)}) WHERE id = ${entry.thread}`.execute(
      database,
    );
    if (entry.messageId !== undefined) {
      await sql`
        INSERT INTO message_ids VALUES (${key(entry.messageId)}, ${entry.interaction}, ${entry.thread})
        ON CONFLICT DO NOTHING`.execute(database);
    }
    await sql`
      INSERT INTO message_ids SELECT message_id, ${notReceived}, ${entry.thread} FROM unnest(${entry.named.map(key)}::text[]) AS named (message_id)
      WHERE NOT EXISTS (SELECT 1 FROM message_ids m WHERE m.message_id = named.message_id) ON CONFLICT DO NOTHING`.execute(
      database,
    );
    await sql`
      INSERT INTO thread_participants
      SELECT ${entry.thread}, address FROM unnest(${entry.participants.map(text)}::text[]) AS t (address) ON CONFLICT DO NOTHING`.execute(
      database,
    );
  },
});

/** Stands for the interaction of a message that is only named by others. */
const notReceived = "";

async function contacts(database: Database, rest: RawBuilder<unknown>): Promise<readonly Contact[]> {
  const { rows } = await sql<ContactRow>`
    SELECT c.*, (SELECT array_agg(address ORDER BY is_primary DESC, address) FROM contact_addresses WHERE contact_id = c.id) AS addresses
    FROM contacts c ${rest}`.execute(database);
  return rows.map((row) => ({
    id: row.id,
    firstName: row.first_name,
    lastName: row.last_name,
    addresses: row.addresses ?? [],
    lastAgent: lastAgentOf(row.attributes),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }));
}

/** A value is a text, or a list of `{ value, primary }`; of several the primary one, else the first. */
async function attributes(database: Database, contact: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ name: string; value: string | null }>`
    SELECT name, CASE jsonb_typeof(given) WHEN 'array' THEN (
        SELECT one ->> 'value' FROM jsonb_array_elements(given) WITH ORDINALITY AS list (one, place)
        WHERE jsonb_typeof(one) = 'object' ORDER BY one -> 'primary' = 'true'::jsonb DESC NULLS LAST, place LIMIT 1)
      ELSE given #>> '{}' END AS value
    FROM contacts, jsonb_each(attributes) AS attribute (name, given) WHERE id = ${contact}`.execute(database);
  return Object.fromEntries(rows.map((row) => [row.name, row.value ?? ""]));
}

async function threadsOf(database: Database, messageIds: readonly string[]): Promise<readonly ThreadCandidate[]> {
  const asked = new Map(messageIds.map((id) => [key(id), id]));
  const { rows } = await sql<CandidateRow>`
    SELECT m.message_id, m.interaction_id, t.id AS thread_id, t.contact_id, t.subject, t.last_activity_at,
      (SELECT array_agg(address) FROM (
        SELECT address FROM thread_participants WHERE thread_id = t.id
        UNION SELECT address FROM contact_addresses WHERE contact_id = t.contact_id LIMIT 500) p) AS participants
    FROM unnest(${[...asked.keys()]}::text[]) WITH ORDINALITY AS asked (message_id, place)
    CROSS JOIN LATERAL (
      SELECT * FROM message_ids WHERE message_id = asked.message_id ORDER BY interaction_id DESC LIMIT 5) m
    JOIN threads t ON t.id = m.thread_id ORDER BY asked.place, m.interaction_id DESC`.execute(database);
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

function lastAgentOf(attributes: ContactRow["attributes"]): Contact["lastAgent"] {
  const { LCA_EmplID_email: userName, LCA_TimeStamp_email: at } = attributes;
  return userName === undefined ? undefined : { userName, at: at ?? "" };
}
