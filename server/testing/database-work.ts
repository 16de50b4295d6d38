import type { Client, Pool, PoolClient } from "pg";

/** What a database has done for a piece of work. */
export type DatabaseWork = {
  readonly statements: number;
  /** Pages of tables and indexes that were looked at, in memory or not. */
  readonly pages: number;
};

/** Measures the work behind a pool of one connection: its server process tells when asked, others tell when they like, or with `tellWork`. */
export function databaseWork(pool: Pool): (work: () => Promise<unknown>) => Promise<DatabaseWork> {
  if (pool.options.max !== 1) throw new Error("several connections would count at different times");
  let statements = 0;
  const counted = new WeakSet<PoolClient>();
  pool.on("acquire", (client) => {
    if (counted.has(client)) return;
    counted.add(client);
    const query: (...given: unknown[]) => unknown = client.query.bind(client);
    const counting = (...given: unknown[]): unknown => {
      statements += 1;
      return query(...given);
    };
    Object.assign(client, { query: counting });
  });
  return async (work) => {
    const pages = await pagesSoFar(pool);
    const begun = statements;
    await work();
    return { statements: statements - begun, pages: (await pagesSoFar(pool)) - pages };
  };
}

/** Has another connection tell at once what it has done. By itself it does so when it has been idle for ten seconds, in the middle of what is measured on a busy machine. */
export async function tellWork(client: Pick<Client, "query">): Promise<void> {
  await client.query("SELECT pg_stat_force_next_flush()");
  await client.query("SELECT");
}

/** PostgreSQL 18, 27.2: what a process counted is told once the statement after `pg_stat_force_next_flush` begins. */
async function pagesSoFar(pool: Pool): Promise<number> {
  await pool.query("SELECT pg_stat_force_next_flush()");
  const { rows } = await pool.query(`
    SELECT sum(coalesce(heap_blks_read + heap_blks_hit, 0) + coalesce(idx_blks_read + idx_blks_hit, 0))::float8 AS pages
    FROM pg_statio_user_tables`);
  return rows[0].pages;
}
