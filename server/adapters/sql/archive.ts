import { Kysely, PostgresDialect, sql } from "kysely";
import { Client, escapeIdentifier } from "pg";
import type { Migrations } from "../../ports/archive.ts";
import type { StoredFile } from "../../ports/files.ts";
import { columnTypes } from "./column-types.ts";
import type { Database } from "./context.ts";
import { type CopiedRows, copyIn, copyOut } from "./copy.ts";
import { filesNamed } from "./files-named.ts";
import { StartRefused } from "./start-refused.ts";
import type { Tables } from "./tables.ts";
import { sequences, setSequences, strangeTables, type WholeTable, wholeTables } from "./whole-tables.ts";

/** Everything in a database as it was at one moment, whoever writes meanwhile. */
export type Snapshot = {
  readonly migrations: Migrations;
  /** In the order in which they can be filled. */
  readonly tables: readonly WholeTable[];
  /** The rows of one, in PostgreSQL's binary form; all must be read before anything else is asked. */
  rows(table: WholeTable): CopiedRows;
  files(): AsyncIterable<StoredFile>;
  sequences(): ReturnType<typeof sequences>;
};

/** What fills an empty database: all of it is there at the end, or nothing. */
export type Filling = {
  readonly database: Database;
  /** Value: how many rows there are in the table then. */
  table(table: WholeTable, rows: AsyncIterable<Uint8Array>): Promise<number>;
  sequences(given: Parameters<typeof setSequences>[1]): Promise<void>;
};

/** Lets `visit` read one snapshot of `url`; nothing that was committed before it began is missing. Throws `StartRefused` where there is no store. scale.md 1, reliability.md 2.11 */
export function inSnapshot<T>(url: string, visit: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  return inTransaction(url, "ISOLATION LEVEL REPEATABLE READ READ ONLY", async ({ client, database }) => {
    if (!(await hasTable(database, "schema_migrations")))
      throw new StartRefused("the database has no store of postroom");
    const tables = await wholeTables(database);
    const { rows: migrations } = await sql<Migrations[number]>`
      SELECT number, name, checksum FROM schema_migrations ORDER BY number`.execute(database);
    return visit({
      migrations,
      tables,
      rows: (table) => copyOut(client, `COPY ${namesOf(table)} TO STDOUT (FORMAT binary)`),
      files: () => filesIn(database),
      sequences: () => sequences(database),
    });
  });
}

/** Empties every table of a store in `url`, which must have the schema of what comes, and lets `fill` fill them; commits when it resolves. */
export function filling<T>(url: string, fill: (filling: Filling) => Promise<T>): Promise<T> {
  return inTransaction(url, "", async ({ client, database }) => {
    const tables = await wholeTables(database);
    await client.query(`TRUNCATE ${tables.map(({ name }) => escapeIdentifier(name)).join(", ")}`);
    return fill({
      database,
      table: (table, rows) => copyIn(client, `COPY ${namesOf(table)} FROM STDIN (FORMAT binary)`, rows),
      sequences: (given) => setSequences(database, given),
    });
  });
}

/** Whether a process serves the database of `url` just now. */
export function isServed(url: string): Promise<boolean> {
  return inTransaction(url, "READ ONLY", async ({ database }) => {
    if (!(await hasTable(database, "processes"))) return false;
    const { rows } = await sql`SELECT FROM processes WHERE alive_until > clock_timestamp() LIMIT 1`.execute(database);
    return rows.length > 0;
  });
}

/** How many migrations made the schema of `url`. */
export function appliedTo(url: string): Promise<number> {
  return inTransaction(url, "READ ONLY", async ({ database }) => {
    const { rows } = await sql`SELECT FROM schema_migrations`.execute(database);
    return rows.length;
  });
}

/** Whether nobody ever worked with the database of `url`: it has no schema, or one without users, mail and history. */
export function isEmptyDatabase(url: string): Promise<boolean> {
  return inTransaction(url, "READ ONLY", async ({ database }) => {
    for (const name of ["users", "messages", "interactions", "journal", "outbox"]) {
      if (!(await hasTable(database, name))) continue;
      const { rows } = await sql`SELECT FROM ${sql.id(name)} LIMIT 1`.execute(database);
      if (rows.length > 0) return false;
    }
    return true;
  });
}

/** What somebody else keeps in the database of `url`. */
export const strangersIn = (url: string): Promise<readonly string[]> =>
  inTransaction(url, "READ ONLY", ({ database }) => strangeTables(database));

async function hasTable(database: Database, name: string): Promise<boolean> {
  const { rows } = await sql`SELECT WHERE to_regclass(${name}) IS NOT NULL`.execute(database);
  return rows.length > 0;
}

const namesOf = ({ name, columns }: WholeTable): string =>
  `${escapeIdentifier(name)} (${columns.map((column) => escapeIdentifier(column)).join(", ")})`;

const filesPerPage = 1_000;

async function* filesIn(database: Database): AsyncGenerator<StoredFile> {
  await sql`DECLARE files NO SCROLL CURSOR FOR ${filesNamed(sql.lit(""))}`.execute(database);
  for (;;) {
    const { rows } = await sql<StoredFile>`FETCH ${sql.lit(filesPerPage)} FROM files`.execute(database);
    yield* rows;
    if (rows.length < filesPerPage) return;
  }
}

/** A whole store takes as long as it takes; only behind somebody who alters a table nobody waits for ever. */
const unlimited = `
  SET LOCAL statement_timeout = 0;
  SET LOCAL idle_in_transaction_session_timeout = 0;
  SET LOCAL lock_timeout = '60s'`;

type Opened = { readonly client: Client; readonly database: Database };

/** On a connection of its own, without the limits of requests. */
async function inTransaction<T>(url: string, mode: string, work: (opened: Opened) => Promise<T>): Promise<T> {
  const client = new Client({
    ...{ connectionString: url, application_name: "postroom archive", connectionTimeoutMillis: 5_000 },
    types: columnTypes,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const only = Object.assign(client, { release: () => undefined });
    const pool = { connect: async () => only, end: async () => undefined, options: {} };
    const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    await client.query(`BEGIN ${mode}`);
    await client.query(unlimited);
    const value = await work({ client, database });
    await client.query("COMMIT");
    return value;
  } finally {
    await client.end();
  }
}
