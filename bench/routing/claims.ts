import { join } from "node:path";
import { Pool } from "pg";

/** What the database alone takes: the best of so many that wait, given to somebody, in one statement of its own transaction. scale.md 2 */
export async function claimsPerSecond(data: string, waiting: number, { callers, forMs }: Claiming): Promise<number> {
  const pool = new Pool({ host: join(data, "socket"), user: "postgres", database: "postroom", max: callers });
  try {
    for (const statement of tables) await pool.query(statement);
    await pool.query("INSERT INTO claims.waiting SELECT n, 1, 10, n FROM generate_series(1, $1::integer) n", [waiting]);
    await pool.query("VACUUM ANALYZE claims.waiting");
    const begun = performance.now();
    let done = 0;
    const claimAll = async (_: unknown, caller: number): Promise<void> => {
      while (performance.now() - begun < forMs) {
        const { rowCount } = await pool.query({ name: "claim", text: claim, values: [caller] });
        done += rowCount ?? 0;
      }
    };
    await Promise.all(Array.from({ length: callers }, claimAll));
    return (done / (performance.now() - begun)) * 1_000;
  } finally {
    await pool.query("DROP SCHEMA claims CASCADE");
    await pool.end();
  }
}

type Claiming = { readonly callers: number; readonly forMs: number };

const tables = [
  "CREATE SCHEMA claims",
  "CREATE TABLE claims.waiting (id bigint PRIMARY KEY, queue integer, priority integer, enqueued_at bigint, holder integer)",
  "CREATE INDEX ON claims.waiting (queue, priority DESC, enqueued_at) WHERE holder IS NULL",
];

const claim = `
  WITH best AS (
    SELECT id FROM claims.waiting WHERE queue = 1 AND holder IS NULL
    ORDER BY priority DESC, enqueued_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  UPDATE claims.waiting w SET holder = $1 FROM best WHERE w.id = best.id`;
