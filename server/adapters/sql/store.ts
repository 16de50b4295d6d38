import { type ControlledTransaction, Kysely, PostgresDialect, sql } from "kysely";
import type { Pool } from "pg";
import type { Moment } from "../../domain/interaction/interaction.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import { NotApplied, OutcomeUnknown, type Stamp, type Store } from "../../ports/store.ts";
import type { Reading, Transaction } from "../../ports/transaction.ts";
import type { Wake } from "../../ports/wake.ts";
import { type Ahead, createAhead } from "./ahead.ts";
import { isBroken, isLostRace, transactionStatus, wasNotApplied } from "./faults.ts";
import { readingNouns, writingNouns } from "./nouns.ts";
import { appender } from "./outbox.ts";
import { createMemory, type Memory, type Remembered } from "./remembered.ts";
import type { Tables } from "./tables.ts";

type Running = ControlledTransaction<Tables>;
type Options = {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly log: Log;
  /** Called when the database is damaged, besides the throw: the process is to stop, whoever catches (reliability.md 2.8). */
  readonly broken?: (error: Error) => void;
};

const rerunsMax = 3;

/** The Store on PostgreSQL: read committed, guarded by versions; one snapshot for reads. architecture.md 7 */
export function createStore(options: Options): Store {
  const store = storeOn(options);
  return {
    change: (stamp, work, keep) => telling(options, store.change(stamp, work, keep)),
    read: (work) => telling(options, store.read(work)),
  };
}

async function telling<T>({ broken }: Options, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    // In the words of the supervisor, who may hear of it first.
    if (isBroken(error)) broken?.(new Error("the disk failed under PostgreSQL", { cause: error }));
    throw error;
  }
}

function storeOn(options: Options): Store {
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: options.pool }) });
  const memory = createMemory();
  return {
    async change(stamp, work, keep = () => true) {
      for (let run = 1; ; run += 1) {
        try {
          return await changeOnce(database, memory, options, { stamp, isRerun: run > 1 }, work, keep);
        } catch (error) {
          if (!isLostRace(error)) throw error;
          if (run > rerunsMax) throw new NotApplied("the race was lost too often", { cause: error });
        }
      }
    },
    async read(work) {
      const running = await begin(() =>
        database.startTransaction().setAccessMode("read only").setIsolationLevel("repeatable read").execute(),
      );
      try {
        return await work(reading(running, momentOf(options.clock), memory));
      } catch (error) {
        // A lock that was waited for too long is nobody's fault either.
        const isOfTheMoment = wasNotApplied(error) || isLostRace(error);
        throw isOfTheMoment ? new NotApplied("the database cannot be read now", { cause: error }) : error;
      } finally {
        await giveUp(running);
      }
    },
  };
}

async function changeOnce<T>(
  database: Kysely<Tables>,
  memory: Memory,
  options: Options,
  { stamp, isRerun }: { readonly stamp: Stamp; readonly isRerun: boolean },
  work: (tx: Transaction) => Promise<T>,
  keep: (value: T) => boolean,
): Promise<T> {
  const running = await begin(() => database.startTransaction().execute());
  const opening = await first(running, stamp);
  const ahead = createAhead(running);
  const outbox = appender(ahead.send, { ...stamp, referenceId: opening.referenceId, at: options.clock.wall() });
  const remembered = memory.at(opening.configuration);
  const beginning = { now: momentOf(options.clock), referenceId: opening.referenceId, isRerun };
  const tx = transaction(running, beginning, { ahead, outbox }, remembered);
  let value: T;
  try {
    value = await work(tx);
    await outbox.write();
    await ahead.answered();
  } catch (thrown) {
    // What was sent ahead and failed is why everything behind it was refused.
    const error = await ahead.answered().then(
      () => thrown,
      (reason: unknown) => reason,
    );
    await giveUp(running);
    throw wasNotApplied(error) ? new NotApplied("the database cannot be written now", { cause: error }) : error;
  }
  if (!keep(value)) {
    await giveUp(running);
    return value;
  }
  await commit(database, running, opening.xid);
  for (const loop of outbox.wakes()) options.wake.loop(loop);
  return value;
}

type Opening = { readonly xid: string; readonly referenceId: number; readonly configuration: number };

/**
 * Three facts in one round trip: the transaction's own id, to ask for it if the reply to COMMIT gets lost, the referenceId, and the version
 * of what is configured.
 */
async function first(running: Running, stamp: Stamp): Promise<Opening> {
  try {
    const number = stamp.numbered === true ? sql`nextval('reference_ids')` : sql`0::bigint`;
    const { rows } = await sql<{ xid: string; reference_id: number; configuration: number }>`
      SELECT pg_current_xact_id()::text AS xid, ${number} AS reference_id, version AS configuration
      FROM configuration_version`.execute(running);
    const [row] = rows;
    if (row === undefined) throw new Error("the database gave no transaction id");
    return { xid: row.xid, referenceId: Number(row.reference_id), configuration: Number(row.configuration) };
  } catch (error) {
    await giveUp(running);
    throw new NotApplied("no transaction could begin", { cause: error });
  }
}

async function begin(start: () => Promise<Running>): Promise<Running> {
  try {
    return await start();
  } catch (error) {
    throw new NotApplied("the database cannot be reached", { cause: error });
  }
}

async function commit(database: Kysely<Tables>, running: Running, xid: string): Promise<void> {
  try {
    await running.commit().execute();
  } catch (error) {
    // A commit that failed keeps its connection; only ending it gives the pool its place back.
    await giveUp(running);
    const status = await transactionStatus(database, xid).catch(() => "unknown" as const);
    if (status === "committed") return;
    if (status === "aborted") throw new NotApplied("the commit did not happen", { cause: error });
    throw new OutcomeUnknown("the reply to COMMIT was lost", { cause: error });
  }
}

/** Ends a transaction that shall leave nothing; a connection that is gone has ended it already. */
const giveUp = (running: Running): Promise<void> =>
  running
    .rollback()
    .execute()
    .catch(() => undefined);

const momentOf = (clock: Clock): Moment => ({ steady: Math.floor(clock.steady()), wall: Math.floor(clock.wall()) });

const reading = (database: Kysely<Tables>, now: Moment, memory: Memory): Reading =>
  Object.assign(readingNouns({ database, now, remembered: memory.at(() => configurationVersion(database)) }), { now });

async function configurationVersion(database: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ version: number }>`SELECT version FROM configuration_version`.execute(database);
  return Number(rows[0]?.version);
}

function transaction(
  running: Running,
  beginning: Pick<Transaction, "now" | "referenceId" | "isRerun">,
  { ahead, outbox }: { readonly ahead: Ahead; readonly outbox: ReturnType<typeof appender> },
  remembered: Remembered,
): Transaction {
  const nouns = writingNouns({
    ...{ database: running, now: beginning.now, remembered },
    ...{ append: outbox.append, send: ahead.send },
  });
  return Object.assign(nouns, beginning, {
    async attempt<T>(work: () => Promise<T>, keep: (value: T) => boolean): Promise<T> {
      const mark = outbox.mark();
      await sql`SAVEPOINT attempt`.execute(running);
      const value = await work();
      if (keep(value)) {
        await sql`RELEASE SAVEPOINT attempt`.execute(running);
      } else {
        await sql`ROLLBACK TO SAVEPOINT attempt`.execute(running);
        // One attempt may stand inside another: its mark must not be taken for the outer one's.
        await sql`RELEASE SAVEPOINT attempt`.execute(running);
        outbox.cut(mark);
      }
      return value;
    },
  });
}
