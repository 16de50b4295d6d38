import { sql } from "kysely";
import { contactOf, emailAddress, type Family, type Member, single } from "../../domain/contact/contact.ts";
import { searchTerms } from "../../domain/contact/terms.ts";
import type { Contact, ContactRows } from "../../ports/contacts.ts";
import { StaleWrite } from "../../ports/store.ts";
import { families } from "./contact-row.ts";
import type { Database, Writing } from "./context.ts";
import { json, text, time } from "./values.ts";

/** Contacts themselves; `thread-rows.ts` has the threads. */
type Own = "lockAddresses" | "create" | "lockFamilies" | "save" | "merge" | "unmerge" | "remove" | "rememberAgent";

/** Writing contacts. The words by which a contact is found are written with whatever changes it. */
export const contactRows = ({ database, now }: Writing): Pick<ContactRows, Own> => ({
  async lockAddresses(addresses) {
    // In the order of the locks, so that two who take several wait for each other in turn.
    await sql`
      SELECT pg_advisory_xact_lock(lock) FROM (
        SELECT DISTINCT hashtextextended(address, 2) AS lock FROM unnest(${addresses.map(text)}::text[]) AS given (address) ORDER BY lock) locks`.execute(
      database,
    );
  },
  async create(member) {
    const terms = searchTerms(contactOf([{ ...member, version: 1 }]));
    await sql`
      INSERT INTO contacts (id, root_id, first_name, last_name, attributes, terms, created_at, modified_at)
      VALUES (${member.id}, ${member.id}, ${text(member.firstName)}, ${text(member.lastName)}, ${json(member.attributes)},
        ${terms.map(text)}, ${time(member.createdAt)}, ${time(member.modifiedAt)})`.execute(database);
    await writeAddresses(database, member);
  },
  lockFamilies: (ids) => lockFamilies(database, ids),
  async save(family) {
    for (const member of family) {
      await sql`
        UPDATE contacts SET first_name = ${text(member.firstName)}, last_name = ${text(member.lastName)},
          attributes = ${json(member.attributes)} WHERE id = ${member.id}`.execute(database);
      await sql`DELETE FROM contact_addresses WHERE contact_id = ${member.id}`.execute(database);
      await writeAddresses(database, member);
    }
    return refresh(database, family[0].id, now.wall);
  },
  async merge([target], others) {
    const ids = others.map(([root]) => root.id);
    await sql`
      UPDATE contacts SET root_id = ${target.id},
        merged_into = CASE WHEN id = root_id THEN ${target.id} ELSE merged_into END,
        merged_at = CASE WHEN id = root_id THEN ${time(now.wall)} ELSE merged_at END
      WHERE root_id = ANY(${ids}::text[])`.execute(database);
    return refresh(database, target.id, now.wall);
  },
  async unmerge([target], ids) {
    for (const id of ids) {
      await sql`
        WITH RECURSIVE taken AS (
          SELECT id FROM contacts WHERE id = ${id}
          UNION ALL SELECT c.id FROM contacts c JOIN taken t ON c.merged_into = t.id)
        UPDATE contacts c SET root_id = ${id},
          merged_into = CASE WHEN c.id = ${id} THEN NULL ELSE merged_into END,
          merged_at = CASE WHEN c.id = ${id} THEN NULL ELSE merged_at END
        FROM taken WHERE c.id = taken.id`.execute(database);
    }
    for (const id of ids) await refresh(database, id, now.wall);
    return refresh(database, target.id, now.wall);
  },
  async remove([target]) {
    await sql`
      UPDATE threads SET contact_id = NULL
      WHERE contact_id IN (SELECT id FROM contacts WHERE root_id = ${target.id})`.execute(database);
    await sql`DELETE FROM contacts WHERE root_id = ${target.id}`.execute(database);
  },
  async rememberAgent(contact, userName, at) {
    const last = {
      LCA_EmplID_email: single(userName),
      LCA_TimeStamp_email: single(String(Math.floor(at / 1000))),
    };
    await sql`
      UPDATE contacts SET attributes = attributes || ${json(last)}::jsonb, version = version + 1, modified_at = ${time(at)}
      WHERE id = (SELECT root_id FROM contacts WHERE id = ${contact})`.execute(database);
  },
});

/** In the order of ids, so that two merges never wait for each other. */
async function lockFamilies(database: Database, ids: readonly string[]): Promise<readonly (Family | undefined)[]> {
  const { rows } = await sql<{ id: string; root_id: string }>`
    SELECT id, root_id FROM contacts WHERE id = ANY(${[...ids]}::text[])`.execute(database);
  const roots = new Map(rows.map((row) => [row.id, row.root_id]));
  const distinct = [...new Set(roots.values())];
  await sql`SELECT 1 FROM contacts WHERE id = ANY(${distinct}::text[]) ORDER BY id FOR UPDATE`.execute(database);
  const locked = await families(database, distinct, sql`FOR UPDATE`);
  for (const [id, root] of roots) {
    if (locked.get(root)?.every((member) => member.id !== id) ?? true) throw new StaleWrite(id);
  }
  return ids.map((id) => locked.get(roots.get(id) ?? ""));
}

/** Addresses in lower case, for identification. */
async function writeAddresses(
  database: Database,
  { id, attributes }: Pick<Member, "id" | "attributes">,
): Promise<void> {
  for (const { value, primary } of attributes[emailAddress] ?? []) {
    await sql`
      INSERT INTO contact_addresses (address, contact_id, is_primary) VALUES (${text(value.toLowerCase())}, ${id}, ${primary})
      ON CONFLICT DO NOTHING`.execute(database);
  }
}

/** What follows from the family's rows: the words by which its first is found, and a new version of it. */
async function refresh(database: Database, root: string, at: number): Promise<Contact> {
  const family = (await families(database, [root])).get(root);
  if (family === undefined) throw new Error(`contact ${root} is gone`);
  const contact = contactOf(family);
  await sql`
    UPDATE contacts SET terms = ${searchTerms(contact).map(text)}, version = version + 1, modified_at = ${time(at)}
    WHERE id = ${root}`.execute(database);
  return { ...contact, version: contact.version + 1, modifiedAt: at };
}
