import { createHash } from "node:crypto";
import { sql } from "kysely";
import { hashed } from "../../domain/audit/chain.ts";
import type { Breach, ChainPlace, ConsistencyReads } from "../../ports/consistency.ts";
import type { StoredFile } from "../../ports/files.ts";
import { breachesOf } from "./consistency-rules.ts";
import type { Database } from "./context.ts";
import { filesNamed } from "./files-named.ts";

type ChainRow = { seq: number; hash: string | null; at: number; actor: string; event_text: string };

/** What `postroom check` asks, and the tests after each of them. */
export const consistencyReads = (database: Database): ConsistencyReads => ({
  async breaches(rule, limit) {
    const { rows } = await sql<Breach>`
      SELECT subject, because FROM (${breachesOf[rule]}) AS broken (subject, because) LIMIT ${limit}`.execute(database);
    return rows;
  },
  async walkChain(from, limit) {
    const { rows } = await sql<ChainRow>`
      SELECT seq, hash, at, actor, event::text AS event_text FROM journal WHERE seq > ${from.seq} ORDER BY seq LIMIT ${limit}`.execute(
      database,
    );
    return walked(from, rows);
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

function walked(from: ChainPlace, rows: readonly ChainRow[]) {
  let { seq, hash } = from;
  for (const row of rows) {
    const line = hashed(hash, { seq: seq + 1, at: row.at, actor: row.actor, event: row.event_text });
    const expected = createHash("sha256").update(line).digest("hex");
    if (row.seq !== seq + 1 || row.hash !== expected) {
      return { to: { seq, hash }, count: rows.length, brokenAt: seq + 1 };
    }
    seq = row.seq;
    hash = expected;
  }
  return { to: { seq, hash }, count: rows.length, brokenAt: undefined };
}
