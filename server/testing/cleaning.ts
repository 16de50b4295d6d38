import { Client } from "pg";

/** Rows beyond which a database is not worth keeping: what is deleted still takes space. */
export const rowsMax = 2_000;

/**
 * Gives the template a function that empties all tables but for the rows that migrations put there, and sets sequences back. Clones have
 * it too. It answers how many rows it removed, and what the schema looks like, so that a test that changed it is noticed.
 */
export async function addCleaning(ownerUrl: string, application: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await addTo(owner, application);
  } finally {
    await owner.end();
  }
}

async function addTo(owner: Client, application: string): Promise<void> {
  const tables = await names(
    owner,
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
  );
  const sequences = await names(owner, "SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public'");
  const seeded: string[] = [];
  for (const table of tables) {
    const { rowCount } = await owner.query(`SELECT FROM public.${quoted(table)} LIMIT 1`);
    if (rowCount !== 0) seeded.push(table);
  }
  await owner.query("CREATE SCHEMA testing");
  for (const table of seeded)
    await owner.query(`CREATE TABLE testing.${quoted(table)} AS TABLE public.${quoted(table)}`);
  await owner.query(`
    CREATE FUNCTION testing.clean(OUT removed bigint, OUT shape text) LANGUAGE plpgsql SECURITY DEFINER SET session_replication_role = replica AS $$
    DECLARE found bigint;
    BEGIN
      removed := 0;
      ${tables.map((table) => `DELETE FROM public.${quoted(table)}; GET DIAGNOSTICS found = ROW_COUNT; removed := removed + found;`).join("\n      ")}
      ${seeded.map((table) => `INSERT INTO public.${quoted(table)} OVERRIDING SYSTEM VALUE SELECT * FROM testing.${quoted(table)};`).join("\n      ")}
      ${sequences.map((name) => `PERFORM setval('public.${quoted(name)}', start_value, false) FROM pg_sequences WHERE schemaname = 'public' AND sequencename = '${name}' AND last_value IS NOT NULL;`).join("\n      ")}
      SELECT md5(string_agg(seen::text, ' ' ORDER BY seen.oid)) INTO shape FROM (
        SELECT oid, relname, relacl, (SELECT count(*) FROM pg_trigger WHERE tgrelid = pg_class.oid),
          (SELECT count(*) FROM pg_statistic WHERE starelid = pg_class.oid)
        FROM pg_class WHERE relnamespace = 'public'::regnamespace) seen;
    END $$`);
  await owner.query(`GRANT USAGE ON SCHEMA testing TO ${quoted(application)}`);
}

async function names(owner: Client, sql: string): Promise<readonly string[]> {
  const { rows } = await owner.query<{ name: string }>(sql);
  return rows.map(({ name }) => name);
}

const quoted = (name: string): string => `"${name}"`;
