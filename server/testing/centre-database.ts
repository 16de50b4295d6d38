import type { Pool } from "pg";
import { atEnd, type Scope } from "./at-end.ts";
import { rowsMax } from "./cleaning.ts";
import { clonedDatabase, type OwnedDatabase } from "./database.ts";

/**
 * The connections of a centre's own database, without rows. After the test it is emptied and lent again, because a warm connection
 * plans in a tenth of the time; one that something still uses, or whose schema was changed, is dropped.
 */
export async function centreDatabase(scope: Scope): Promise<Pool> {
  const database = waiting.pop() ?? (await fresh());
  const lent = lend(database.pool);
  atEnd(scope, async () => {
    lent.takeBack();
    if (await isCleaned(database.pool)) waiting.push(database);
    else await database.drop();
  });
  return lent.pool;
}

const waiting: OwnedDatabase[] = [];
let shape: string | undefined;

async function fresh(): Promise<OwnedDatabase> {
  const database = await clonedDatabase();
  // What waits to be lent again does not keep the process alive.
  database.pool.options.allowExitOnIdle = true;
  shape ??= (await clean(database.pool)).shape;
  return database;
}

type Cleaned = { readonly removed: number; readonly shape: string; readonly others: number };

async function clean(pool: Pool): Promise<Cleaned> {
  const { rows } = await pool.query<Cleaned>(`
    SELECT cleaned.*, (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS others
    FROM testing.clean() cleaned`);
  const [cleaned] = rows;
  if (cleaned === undefined) throw new Error("a function answered no row");
  return cleaned;
}

/** False for a pool that the test ended, too: it takes no question. */
async function isCleaned(pool: Pool): Promise<boolean> {
  if (pool.waitingCount > 0 || pool.idleCount !== pool.totalCount) return false;
  try {
    const cleaned = await clean(pool);
    return cleaned.removed <= rowsMax && cleaned.shape === shape && cleaned.others <= pool.totalCount;
  } catch {
    return false;
  }
}

/** The pool as one test has it: whoever asks it later, because a test left work behind, is refused. */
function lend(pool: Pool): { readonly pool: Pool; takeBack(): void } {
  let isBack = false;
  const lent = new Proxy(pool, {
    get(target, key) {
      if (isBack && (key === "connect" || key === "query")) {
        return () => Promise.reject(new Error("the test that had this database is over"));
      }
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return {
    pool: lent,
    takeBack() {
      isBack = true;
    },
  };
}
