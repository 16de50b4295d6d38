import { sql } from "kysely";
import type { Database } from "./context.ts";
import { ownNames } from "./own-names.ts";

/** A table with the columns that its rows are made of: what the database computes itself is not among them. */
export type WholeTable = { readonly name: string; readonly columns: readonly string[] };

/** Of this schema and this run alone: made by the migrations, or of processes that serve. */
const notCarried = ["schema_migrations", "processes"];

/** All tables whose rows are the store, each behind those that it refers to, so that they can be filled in this order; what others keep beside them is not among them. */
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
  const own = await ownNames();
  const inOrder: WholeTable[] = [];
  let left = rows.filter(({ name }) => own.tables.has(name) && !notCarried.includes(name));
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

/** How far each sequence has counted; those that never did are left out, and those that are not ours. */
export async function sequences(database: Database): Promise<readonly Sequence[]> {
  const { rows } = await sql<Sequence & { of: string | null }>`
    SELECT s.sequencename AS name, s.last_value AS last,
      (SELECT t.relname FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid AND t.relkind = 'r'
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i') LIMIT 1) AS of
    FROM pg_sequences s
    JOIN pg_class c ON c.relname = s.sequencename AND c.relnamespace = current_schema()::regnamespace
    WHERE s.schemaname = current_schema() AND s.last_value IS NOT NULL ORDER BY s.sequencename`.execute(database);
  const own = await ownNames();
  const isOwn = ({ name, of }: (typeof rows)[number]) => (of === null ? own.sequences.has(name) : own.tables.has(of));
  return rows.filter(isOwn).map(({ name, last }) => ({ name, last }));
}

/** Tables that are not ours, but for those that belong to extensions. Where no store is, none is ours, whatever its name. */
export async function strangeTables(database: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT t.relname AS name FROM pg_class t
    WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p', 'f')
      AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = t.oid AND d.deptype = 'e') ORDER BY t.relname`.execute(
    database,
  );
  const names = rows.map(({ name }) => name);
  const own = names.includes("schema_migrations") ? (await ownNames()).tables : new Set();
  return names.filter((name) => !own.has(name));
}

/** They go on where the others stood. */
export async function setSequences(database: Database, given: readonly Sequence[]): Promise<void> {
  for (const { name, last } of given) await sql`SELECT setval(${name}::regclass, ${last})`.execute(database);
}
