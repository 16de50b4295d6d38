import { sql } from "kysely";
import type { Database } from "./context.ts";

/** A table with the columns that its rows are made of: what the database computes itself is not among them. */
export type WholeTable = { readonly name: string; readonly columns: readonly string[] };

/** Of this schema and this run alone: made by the migrations, or of processes that serve. */
const notCarried = ["schema_migrations", "processes"];

/** All tables whose rows are the store, each behind those that it refers to, so that they can be filled in this order. */
export async function wholeTables(database: Database): Promise<readonly WholeTable[]> {
  const { rows } = await sql<WholeTable & { refers: readonly string[] }>`
    SELECT t.relname AS name,
      ARRAY(SELECT attname::text FROM pg_attribute
        WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum) AS columns,
      ARRAY(SELECT DISTINCT f.relname::text FROM pg_constraint c JOIN pg_class f ON f.oid = c.confrelid
        WHERE c.conrelid = t.oid AND c.contype = 'f' AND c.confrelid <> t.oid) AS refers
    FROM pg_class t WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r' ORDER BY t.relname`.execute(
    database,
  );
  const inOrder: WholeTable[] = [];
  let left = rows.filter(({ name }) => !notCarried.includes(name));
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name));
    const [free, bound] = [left.filter((one) => isFree(one, names)), left.filter((one) => !isFree(one, names))];
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${[...names].join(", ")}`);
    inOrder.push(...free.map(({ name, columns }) => ({ name, columns })));
    left = bound;
  }
  return inOrder;
}

const isFree = ({ refers }: { readonly refers: readonly string[] }, left: ReadonlySet<string>): boolean =>
  !refers.some((name) => left.has(name));

type Sequence = { readonly name: string; readonly last: number };

/** How far each sequence has counted; those that never did are left out. */
export async function sequences(database: Database): Promise<readonly Sequence[]> {
  const { rows } = await sql<Sequence>`
    SELECT sequencename AS name, last_value AS last FROM pg_sequences
    WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY sequencename`.execute(database);
  return rows;
}

/** They go on where the others stood. */
export async function setSequences(database: Database, given: readonly Sequence[]): Promise<void> {
  for (const { name, last } of given) await sql`SELECT setval(${name}::regclass, ${last})`.execute(database);
}
