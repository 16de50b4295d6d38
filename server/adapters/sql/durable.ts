import { Client } from "pg";
import { StartRefused } from "./start-refused.ts";

/** The database would confirm what a power cut can take back. */
export class NotDurable extends StartRefused {}

/** What a confirmed transaction must be made of. Other values of `synchronous_commit` ("local", "remote_apply" …) all wait for our own disk. */
const durability = ["fsync", "full_page_writes", "synchronous_commit"] as const;

/**
 * Reads back whether this connection's server syncs before it confirms; throws `NotDurable` with one line that names
 * what is off (reliability.md 2.10). For embedded and external servers alike. `allow`: settings that may be off, for tests.
 */
async function assertDurable(
  client: Pick<Client, "query">,
  options: { allow?: readonly string[] } = {},
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT name FROM unnest($1::text[]) AS name WHERE current_setting(name) = 'off' AND NOT name = ANY ($2::text[])",
    [durability, options.allow ?? []],
  );
  if (rows.length === 0) return;
  const off = rows.map((row) => row.name).join(", ");
  throw new NotDurable(`the database does not sync: ${off} must not be off`);
}

/** The same for whoever logs in with `url`, whose role and database can have settings of their own. */
export async function assertDurableAt(url: string, options: { allow?: readonly string[] } = {}): Promise<void> {
  const client = new Client({
    connectionString: url,
    application_name: "postroom start",
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await assertDurable(client, options);
  } finally {
    await client.end();
  }
}
