import { type Filling, filling, inSnapshot, type Snapshot } from "../../adapters/sql/archive.ts";
import { migrate } from "../../adapters/sql/migrate.ts";
import type { Configuration } from "../../config-options.ts";
import type { Log } from "../../ports/log.ts";
import { StartRefused } from "../../start-refused.ts";
import type { Closing } from "../closing.ts";
import { openOwner } from "../storage.ts";
import { version } from "../version.ts";
import { assertKnownSchema, openEmptyStore } from "./empty-store.ts";
import { markMoved, unmarkMoved, withoutPassword } from "./moved.ts";
import { copyRefused } from "./refused.ts";

/** Where the rows are now, as it may be shown, and how many. */
export type Moved = { readonly to: string; readonly rows: number };

/**
 * Copies the embedded database, which nobody serves, into an empty one of one's own, all in one transaction, and marks it as left. Files stay
 * where they are; nothing else changes: who was signed in still is. Throws `StartRefused`. scale.md 1; product.md
 */
export async function move(
  configuration: Configuration,
  to: Configuration,
  { log, closing }: { readonly log: Log; readonly closing: Closing },
): Promise<Moved> {
  if (configuration.database.kind === "external" || to.database.kind === "embedded") {
    throw new StartRefused(["--to: the embedded database is moved to one of your own; leave out --database"], 2);
  }
  const { url } = to.database;
  const source = await openOwner(configuration, { log, isAlone: true });
  closing.add(() => source.stop());
  try {
    const rows = await inSnapshot(source.url, (snapshot) =>
      copied(snapshot, { to, url, log, data: configuration.data }),
    );
    await migrate(url);
    return { to: withoutPassword(url), rows };
  } catch (error) {
    throw copyRefused("the database cannot be moved", error);
  }
}

type Target = { readonly to: Configuration; readonly url: string; readonly log: Log; readonly data: string };

async function copied(snapshot: Snapshot, { to, url, log, data }: Target): Promise<number> {
  const { migrations } = snapshot;
  await assertKnownSchema("the store", { migrations, release: version });
  await openEmptyStore(to, { log, header: { migrations } });
  try {
    return await filling(url, async (into) => {
      const rows = await copyAll(snapshot, into);
      await into.sequences(await snapshot.sequences());
      await markMoved(data, url);
      return rows;
    });
  } catch (error) {
    await unmarkMoved(data);
    throw error;
  }
}

async function copyAll(snapshot: Snapshot, into: Filling): Promise<number> {
  let count = 0;
  for (const table of snapshot.tables) {
    const rows = snapshot.rows(table);
    const arrived = await into.table(table, rows);
    if (arrived !== rows.count) throw new Error(`of ${table.name}, ${arrived} rows of ${rows.count} arrived`);
    count += arrived;
  }
  return count;
}
