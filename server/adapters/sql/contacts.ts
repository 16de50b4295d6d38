import { type RawBuilder, sql } from "kysely";
import { writtenForms } from "../../domain/characters.ts";
import { emailAddress } from "../../domain/contact/contact.ts";
import type { Contact, ContactFilter, ContactReads } from "../../ports/contacts.ts";
import { byLatestInteraction, contactsOf, latestFirst } from "./contact-row.ts";
import type { Database } from "./context.ts";
import { threadsOf } from "./thread-rows.ts";
import { json, text, time } from "./values.ts";

/** Contacts and threads. */
export const contactReads = (database: Database): ContactReads => ({
  byId: (id) => byId(database, id),
  async attributes(id) {
    const contact = await byId(database, id);
    return Object.fromEntries(
      Object.entries(contact?.attributes ?? {}).map(([name, values]) => [
        name,
        (values.find(({ primary }) => primary) ?? values[0])?.value ?? "",
      ]),
    );
  },
  byAddress: async (address) => (await byAddresses(database, [address])).get(address),
  byAddresses: (addresses) => byAddresses(database, addresses),
  async page(filter) {
    const { rows } = await sql<{ id: string }>`
      SELECT c.id FROM contacts c WHERE c.merged_into IS NULL ${conditions(filter)}
      ORDER BY c.created_at, c.id LIMIT ${filter.limit} OFFSET ${filter.offset ?? 0}`.execute(database);
    return contactsOf(
      database,
      rows.map((row) => row.id),
    );
  },
  async withWords(words, limit) {
    const roots = sql`
      SELECT root_id FROM contacts WHERE merged_into IS NULL AND search @@ ${termQuery(words, "")}::tsquery LIMIT ${candidatesMax}`;
    return contactsOf(database, await byLatestInteraction(database, roots, limit));
  },
  async holdersOf(id) {
    const { rows } = await sql<{ holder: string }>`
      SELECT DISTINCT i.holder FROM contacts c JOIN contacts m ON m.root_id = c.root_id
      JOIN interactions i ON i.contact_id = m.id WHERE c.id = ${text(id)} AND i.holder IS NOT NULL`.execute(database);
    return rows.map(({ holder }) => holder);
  },
  async isUsed(id) {
    const { rows } = await sql`
      SELECT 1 FROM contacts c JOIN contacts m ON m.root_id = c.root_id
      JOIN interactions i ON i.contact_id = m.id WHERE c.id = ${id} LIMIT 1`.execute(database);
    return rows.length > 0;
  },
  threadsOf: (messageIds) => threadsOf(database, messageIds),
});

async function byAddresses(database: Database, addresses: readonly string[]): Promise<ReadonlyMap<string, Contact>> {
  const asked = new Map(addresses.map((address) => [text(address), address]));
  const roots = sql`
    SELECT c.root_id FROM contact_addresses a JOIN contacts c ON c.id = a.contact_id WHERE a.address = asked.address`;
  const { rows } = await sql<{ address: string; root_id: string }>`
    SELECT asked.address, latest.root_id FROM unnest(${[...asked.keys()]}::text[]) AS asked (address)
    CROSS JOIN LATERAL (${latestFirst(roots, 1)}) latest`.execute(database);
  const found = await contactsOf(database, [...new Set(rows.map((row) => row.root_id))]);
  const byRoot = new Map(found.map((contact) => [contact.id, contact]));
  return new Map(
    rows.flatMap((row) => {
      const contact = byRoot.get(row.root_id);
      return contact === undefined ? [] : [[asked.get(row.address) ?? row.address, contact]];
    }),
  );
}

async function byId(database: Database, id: string): Promise<Contact | undefined> {
  const { rows } = await sql<{ root_id: string }>`SELECT root_id FROM contacts WHERE id = ${id}`.execute(database);
  const [contact] = await contactsOf(
    database,
    rows.map((row) => row.root_id),
  );
  return contact;
}

/** Contacts with one telephone number or last name that are compared by their latest interaction. */
const candidatesMax = 1_000;

function conditions(filter: ContactFilter): RawBuilder<unknown> {
  const { terms, firstName, lastName, attributes, cursor } = filter;
  const parts = [
    terms.length === 0 ? undefined : sql`c.search @@ ${termQuery(terms, ":*")}::tsquery`,
    firstName === undefined ? undefined : sql`c.first_name = ${firstName}`,
    lastName === undefined ? undefined : sql`c.last_name = ${lastName}`,
    ...attributes.map(([name, value]) => hasValue(name, value)),
    cursor === undefined ? undefined : sql`(c.created_at, c.id) > (${time(cursor.createdAt)}, ${cursor.id})`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? sql`` : sql`AND ${sql.join(parts, sql` AND `)}`;
}

/** One of the merged contacts may be the one that has it. */
const hasValue = (name: string, value: string): RawBuilder<unknown> =>
  name === emailAddress
    ? sql`c.id IN (SELECT m.root_id FROM contact_addresses a JOIN contacts m ON m.id = a.contact_id
        WHERE a.address = ${text(value.toLowerCase())})`
    : sql`c.id IN (SELECT root_id FROM contacts WHERE attributes @> ${json({ [name]: [{ value }] })}::jsonb)`;

/** Terms are words of ours, not of PostgreSQL's parser: a literal asks for them as they are, however their letters are composed. */
const termQuery = (terms: readonly string[], ending: "" | ":*"): string =>
  terms
    .map(
      (term) =>
        `(${writtenForms(term)
          .map((form) => `${literal(form)}${ending}`)
          .join(" | ")})`,
    )
    .join(" & ");

const literal = (term: string): string => `'${text(term).replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
