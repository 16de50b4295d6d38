import { createHash } from "node:crypto";
import { sql } from "kysely";
import { hashed } from "../../domain/audit/chain.ts";
import type { Breach, ChainPlace, ConsistencyReads } from "../../ports/consistency.ts";
import type { StoredFile } from "../../ports/files.ts";
import { breachesOf } from "./consistency-rules.ts";
import type { Database } from "./context.ts";
import { filesNamed } from "./files-named.ts";
import { digestOfErased } from "./redacting.ts";

type ChainRow = {
  seq: number;
  hash: string | null;
  at: number;
  actor: string;
  event_text: string;
  erased_by: string | null;
};

/** What `postroom check` asks, and the tests after each of them. */
export const consistencyReads = (database: Database): ConsistencyReads => ({
  async breaches(rule, limit) {
    const { rows } = await sql<Breach>`
      SELECT subject, because FROM (${breachesOf[rule]}) AS broken (subject, because) LIMIT ${limit}`.execute(database);
    return rows;
  },
  async walkChain(from, limit) {
    const { rows } = await sql<ChainRow>`
      SELECT seq, hash, at, actor, event::text AS event_text, erased_by FROM journal WHERE seq > ${from.seq} ORDER BY seq LIMIT ${limit}`.execute(
      database,
    );
    return walked(from, rows, await receiptsBroken(database, rows));
  },
  async chainHead() {
    const { rows } = await sql<ChainPlace>`SELECT seq, hash FROM journal_head`.execute(database);
    return rows[0] ?? { seq: 0, hash: "" };
  },
  async unroutedSince() {
    const { rows } = await sql<{ since: number | null }>`
      SELECT min(oldest.received_at) AS since FROM queues q CROSS JOIN LATERAL (
        SELECT received_at FROM interactions WHERE queue_id = q.id AND state = 'Queued' ORDER BY received_at LIMIT 1) oldest
      WHERE q.kind IN ('draft', 'outbound')`.execute(database);
    return rows[0]?.since ?? undefined;
  },
  async filesNamed(after, limit) {
    const { rows } = await sql<StoredFile>`${filesNamed(sql`${after}`)} LIMIT ${limit}`.execute(database);
    return rows;
  },
});

/** Of the receipts that these rows name those that do not tell of what is there: whoever erases a row by hand can make none up, because the chain goes over it. */
async function receiptsBroken(database: Database, rows: readonly ChainRow[]): Promise<ReadonlySet<string>> {
  const named = [...new Set(rows.flatMap(({ erased_by }) => (erased_by === null ? [] : [erased_by])))];
  if (named.length === 0) return new Set();
  const { rows: broken } = await sql<{ receipt: string }>`
    SELECT receipt FROM unnest(${named}::text[]) AS named (receipt)
    WHERE (SELECT ${digestOfErased} FROM journal WHERE erased_by = receipt) IS DISTINCT FROM coalesce(
      (SELECT event ->> 'digest' FROM journal WHERE event ->> 'kind' = 'Erased' AND event ->> 'receipt' = named.receipt),
      (SELECT event ->> 'digest' FROM outbox WHERE event ->> 'receipt' = named.receipt))`.execute(database);
  return new Set(broken.map(({ receipt }) => receipt));
}

/** What was erased cannot be hashed anew: its own hash goes on, and its receipt vouches for it. */
function walked(from: ChainPlace, rows: readonly ChainRow[], broken: ReadonlySet<string>) {
  let { seq, hash } = from;
  for (const row of rows) {
    const line = hashed(hash, { seq: seq + 1, at: row.at, actor: row.actor, event: row.event_text });
    const anew = createHash("sha256").update(line).digest("hex");
    const expected = row.erased_by === null || broken.has(row.erased_by) ? anew : row.hash;
    if (row.seq !== seq + 1 || row.hash === null || row.hash !== expected) {
      return { to: { seq, hash }, count: rows.length, brokenAt: seq + 1 };
    }
    seq = row.seq;
    hash = row.hash;
  }
  return { to: { seq, hash }, count: rows.length, brokenAt: undefined };
}
