import { Client } from "pg";
import { type Migration, migrationsFolder, readMigrations } from "./migrations.ts";
import { StartRefused } from "./start-refused.ts";

/** The database was not made by these migrations, or by later ones. One clear line; nothing was changed. */
export class SchemaRefused extends StartRefused {}

export type MigrateOptions = {
  /** Default: the release's own. */
  readonly folder?: string;
  /** Number of the last one to apply, where an older schema is wanted. Default: all. */
  readonly through?: number;
  /** The role that serves: afterwards it may read and write the rows of all tables, and nothing else. */
  readonly grantTo?: string;
};

/**
 * Brings the schema of `url` up to this release and returns what was applied, in order. Forward only; one at a time
 * in the whole database; each file is one transaction that first writes down its number and checksum, so a failure leaves
 * what came before it. The role of `url` must own the schema. Throws `SchemaRefused` for a schema newer than the code or a changed file.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<readonly Migration[]> {
  const known = await readMigrations(options.folder ?? migrationsFolder);
  return withClient(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await client.query(makeTable);
    const { through = Number.POSITIVE_INFINITY } = options;
    const pending = comparePending(known, await readApplied(client)).filter(({ number }) => number <= through);
    for (const migration of pending) await apply(client, migration);
    if (options.grantTo !== undefined) await grantRows(client, options.grantTo);
    return pending;
  });
}

/** What `migrate` would apply; changes nothing and needs no more than reading. Throws `SchemaRefused` like it. */
export async function pendingMigrations(url: string, folder: string = migrationsFolder): Promise<readonly Migration[]> {
  const known = await readMigrations(folder);
  return withClient(url, async (client) => comparePending(known, await readApplied(client)));
}

/** Whether `url` has a schema of ours, of whatever release; changes nothing. */
export const isMigrated = (url: string): Promise<boolean> =>
  withClient(url, async (client) => (await readApplied(client)).length > 0);

/** Our one advisory lock in the application's database ("migr" in ASCII); it ends with the connection. */
const migrationLock = 0x6d696772;
/** For the lock above and for tables that somebody reads: better to fail than to hold up everybody behind us. */
const lockMs = 60_000;
const connectMs = 5_000;

const makeTable = `
  CREATE TABLE IF NOT EXISTS schema_migrations (
    number integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  )`;

type Applied = Pick<Migration, "number" | "name" | "checksum">;

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    application_name: "postroom migrate",
    connectionTimeoutMillis: connectMs,
    lock_timeout: lockMs,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

async function readApplied(client: Client): Promise<readonly Applied[]> {
  const { rows } = await client.query<{ exists: boolean }>(
    "SELECT to_regclass('schema_migrations') IS NOT NULL AS exists",
  );
  if (!rows[0]?.exists) return [];
  return (await client.query<Applied>("SELECT number, name, checksum FROM schema_migrations ORDER BY number")).rows;
}

/** The known ones that are not applied yet, after a look whether the applied ones are the first of the known. */
function comparePending(known: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  const newest = known.at(-1)?.number ?? 0;
  for (const [index, row] of applied.entries()) {
    if (row.number > newest) {
      throw new SchemaRefused(`the database's schema (${row.name}) is newer than this postroom: start a newer release`);
    }
    const migration = known[index];
    if (migration?.number !== row.number) {
      throw new SchemaRefused(`the database's schema has ${row.name} where this postroom has ${migration?.name}`);
    }
    if (migration.checksum !== row.checksum) {
      throw new SchemaRefused(
        `${migration.name} is not what was applied to the database: a migration must never change`,
      );
    }
  }
  return known.slice(applied.length);
}

async function apply(client: Client, { number, name, checksum, sql }: Migration): Promise<void> {
  try {
    await client.query("BEGIN");
    const row = [number, name, checksum];
    await client.query("INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)", row);
    await client.query(sql);
    await client.query("COMMIT");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`migration ${name} failed, nothing of it was applied: ${reason}`, { cause });
  }
}

async function grantRows(client: Client, role: string): Promise<void> {
  const grantee = client.escapeIdentifier(role);
  await client.query(`
    GRANT USAGE ON SCHEMA public TO ${grantee};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${grantee};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${grantee};
    REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM ${grantee}`);
}
