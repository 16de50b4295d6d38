import { sql } from "kysely";
import type { DomainAuth } from "../../domain/mail/domain-auth.ts";
import type { DomainAuthReads, DomainAuthRows } from "../../ports/domain-auth.ts";
import type { Database, Writing } from "./context.ts";
import { json } from "./values.ts";

type Row = { domain: string; asked_with: string; found: DomainAuth };

/** What was found of our domains. */
export const domainAuthReads = (database: Database): DomainAuthReads => ({
  async all() {
    const { rows } = await sql<Row>`
      SELECT domain, asked_with, found FROM domain_auth WHERE found IS NOT NULL`.execute(database);
    return new Map(rows.map(({ domain, asked_with, found }) => [domain, { auth: found, askedWith: asked_with }]));
  },
});

/** Looking at them in turn. */
export const domainAuthRows = ({ database, now }: Writing): DomainAuthRows => ({
  async claim(domains, claimMs) {
    const names = domains.map(({ domain }) => domain);
    const askedWith = domains.map((one) => one.askedWith);
    await sql`DELETE FROM domain_auth WHERE domain <> ALL(${names}::text[])`.execute(database);
    const { rows } = await sql<{ domain: string }>`
      SELECT w.domain FROM unnest(${names}::text[], ${askedWith}::text[]) AS w (domain, asked_with)
      LEFT JOIN domain_auth a USING (domain)
      WHERE a.domain IS NULL OR a.next_look <= ${now.steady} OR a.asked_with <> w.asked_with
      ORDER BY a.next_look NULLS FIRST, w.domain LIMIT 1`.execute(database);
    const due = domains.find(({ domain }) => domain === rows[0]?.domain);
    if (due === undefined) return undefined;
    const { numAffectedRows } = await sql`
      INSERT INTO domain_auth (domain, asked_with, next_look) VALUES (${due.domain}, ${due.askedWith}, ${now.steady + claimMs})
      ON CONFLICT (domain) DO UPDATE SET asked_with = excluded.asked_with, next_look = excluded.next_look,
        found = CASE WHEN domain_auth.asked_with = excluded.asked_with THEN domain_auth.found END
      WHERE domain_auth.next_look <= ${now.steady} OR domain_auth.asked_with <> excluded.asked_with`.execute(database);
    return numAffectedRows === 1n ? due.domain : undefined;
  },
  async keep(domain, { auth, askedWith }, nextMs) {
    await sql`
      UPDATE domain_auth SET found = ${json(auth)}::jsonb, next_look = ${now.steady + nextMs}
      WHERE domain = ${domain} AND asked_with = ${askedWith}`.execute(database);
  },
});
