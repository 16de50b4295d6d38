import { join } from "node:path";
import type { Pool } from "pg";
import { assertDurableAt } from "../adapters/sql/durable.ts";
import { connectBeside } from "../adapters/sql/embedded/beside.ts";
import { BinariesUnusable } from "../adapters/sql/embedded/refusals.ts";
import { applicationRole } from "../adapters/sql/embedded/roles.ts";
import { startEmbedded } from "../adapters/sql/embedded/supervisor.ts";
import { isMigrated, migrate, pendingMigrations } from "../adapters/sql/migrate.ts";
import { idleBesideMs, openPool } from "../adapters/sql/pool.ts";
import { StartRefused as SqlRefused } from "../adapters/sql/start-refused.ts";
import type { Configuration } from "../config-options.ts";
import type { Log } from "../ports/log.ts";
import { StartRefused } from "../start-refused.ts";
import { assertNotMoved } from "./archive/moved.ts";
import { isSeen } from "./data-directory.ts";
import { assertFilesHaveStore } from "./stored-files.ts";

/** An open database, brought up to this release. */
export type Storage = {
  readonly pool: Pool;
  /** The embedded database serves this process alone; leases of its dead predecessor end at once. */
  readonly isOurs: boolean;
  /** Of a database of the user's own, from which other processes may serve as well. */
  readonly sharedUrl?: string;
  stop(): Promise<void>;
};

type Options = {
  readonly log: Log;
  readonly onGone?: (error: Error) => void;
  /** Called when the embedded server has been started and does not answer yet. */
  readonly meanwhile?: () => void;
};

/**
 * The database of the configuration: embedded (started, or adopted from a killed predecessor) or one of the user's own. Refuses what does
 * not sync, what another process serves, what cannot be reached, and what has no store where files of one are, in one line each. scale.md 1.1; reliability.md 2.10
 */
export function openStorage(configuration: Configuration, options: Options): Promise<Storage> {
  return refusing(async () => {
    const { database } = configuration;
    if (database.kind === "embedded") await assertNotMoved(configuration.data);
    await assertFilesHaveStore(configuration);
    return database.kind === "embedded" ? openEmbedded(configuration, options) : openExternal(database.url, options);
  });
}

/** For commands beside a server: its embedded database when one runs there, else as `openStorage`. */
export function openStorageBeside(configuration: Configuration, options: Options): Promise<Storage> {
  return refusing(async () => {
    const beside = configuration.database.kind === "embedded" ? await connectBeside(configuration.data) : undefined;
    if (beside === undefined) return openStorage(configuration, options);
    const pool = openPool(beside.applicationUrl, { log: options.log, size: 4 });
    return { pool, isOurs: false, stop: () => pool.end() };
  });
}

/** Whether there is a store already, for commands that only look: they make none. Throws `StartRefused`. */
export const isStoreThere = ({ data, database }: Configuration): Promise<boolean> =>
  refusing(async () =>
    database.kind === "embedded" ? await isSeen(data, join(data, "postgres")) : await isMigrated(database.url),
  );

/** The schema's owner's way into a database as it is: nothing is migrated. */
export type OwnerAccess = {
  readonly url: string;
  stop(): Promise<void>;
};

/** For whole copies: the database of the configuration, beside a server unless it must be alone, made if there is none. */
export function openOwner(
  configuration: Configuration,
  { log, isAlone = false }: Options & { readonly isAlone?: boolean },
): Promise<OwnerAccess> {
  return refusing(async () => {
    const { database, data } = configuration;
    if (database.kind === "external") return { url: database.url, stop: async () => undefined };
    await assertNotMoved(data);
    const beside = isAlone ? undefined : await connectBeside(data);
    if (beside !== undefined) return { url: beside.ownerUrl, stop: async () => undefined };
    const embedded = await startEmbedded({ dataDirectory: data, log });
    return { url: embedded.ownerUrl, stop: () => embedded.stop() };
  });
}

/** Names of the migrations that are pending, or that were applied. */
export function migrateStorage(
  configuration: Configuration,
  options: Options & { readonly dryRun: boolean },
): Promise<readonly string[]> {
  return refusing(async () => {
    const { database } = configuration;
    if (database.kind === "embedded") await assertNotMoved(configuration.data);
    const embedded =
      database.kind === "embedded"
        ? await startEmbedded({ dataDirectory: configuration.data, log: options.log })
        : undefined;
    const url = embedded?.ownerUrl ?? database.url ?? "";
    try {
      const grant = embedded === undefined ? {} : { grantTo: applicationRole };
      const migrations = options.dryRun ? await pendingMigrations(url) : await migrate(url, grant);
      return migrations.map((migration) => migration.name);
    } finally {
      await embedded?.stop();
    }
  });
}

async function openEmbedded(configuration: Configuration, { log, onGone, meanwhile }: Options): Promise<Storage> {
  const embedded = await startEmbedded({
    dataDirectory: configuration.data,
    log,
    meanwhile,
    onLost: () => log.error({}, "the database is lost; it is started again"),
    onBack: () => log.warn({}, "the database is back"),
  });
  void embedded.exited.then((error) => (error === undefined ? undefined : onGone?.(error)));
  try {
    await migrate(embedded.ownerUrl, { grantTo: applicationRole });
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  const pool = openPool(embedded.applicationUrl, { log });
  return {
    pool,
    isOurs: true,
    async stop() {
      await pool.end();
      await embedded.stop();
    },
  };
}

async function openExternal(url: string, { log }: Options): Promise<Storage> {
  await assertDurableAt(url);
  await migrate(url);
  const pool = openPool(url, { log, idleInTransactionMs: idleBesideMs });
  return { pool, isOurs: false, sharedUrl: url, stop: () => pool.end() };
}

/** Every way in which a database refuses, as one refusal of the start. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(cause: unknown): StartRefused {
  if (cause instanceof StartRefused) return cause;
  if (cause instanceof BinariesUnusable) return new StartRefused([cause.message], 3, { cause });
  if (cause instanceof SqlRefused) return new StartRefused([cause.message], 2, { cause });
  const because = cause instanceof Error ? cause.message || String(cause) : String(cause);
  return new StartRefused([`the database cannot be opened: ${because}`], 3, { cause });
}
