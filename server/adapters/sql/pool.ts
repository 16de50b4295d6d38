import { Pool } from "pg";
import type { Log } from "../../ports/log.ts";
import { columnTypes } from "./column-types.ts";
import { PreparedClient } from "./prepared-client.ts";

export type PoolOptions = {
  readonly log: Log;
  /** Connections at most. 20 let PostgreSQL group commits (scale.md 1), and three processes fit into its 60. */
  readonly size?: number;
  /** A statement that is not answered for so long finds its connection cut: the server ends each sooner, so nobody is there. */
  readonly answerMs?: number;
  /** So long a transaction may rest between two statements; shorter beside other processes (`idleBesideMs`). */
  readonly idleInTransactionMs?: number;
  /** As `pg_stat_activity` shows it. */
  readonly name?: string;
};

/**
 * Connections to `url` (embedded or `postgres://…`) with the limits of reliability.md 2.9. Losing a connection is logged
 * and never ends the process; waiting for one fails after 2 s. `bigint` comes as a number, `timestamptz` as milliseconds
 * since 1970. The caller ends it.
 */
export function openPool(
  url: string,
  {
    log,
    size = sizeDefault,
    answerMs = answerMsDefault,
    idleInTransactionMs = idleInTransactionMsDefault,
    name = "postroom",
  }: PoolOptions,
): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: name,
    max: size,
    keepAlive: true,
    idleTimeoutMillis: idleMs,
    connectionTimeoutMillis: waitMs,
    statement_timeout: statementMs,
    query_timeout: answerMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    types: columnTypes,
    Client: PreparedClient,
    // A transaction's beginning and its first statement go out together.
    pipeline: true,
  });
  pool.on("error", (cause) => log.warn({ cause }, "an idle database connection is lost"));
  // The pool listens only to idle ones; a connection in use must not end the process either. Its query fails anyway.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

const sizeDefault = 20;
const waitMs = 2_000;
const idleMs = 30_000;
const statementMs = 10_000;
/** Above `statementMs`, which a server that lives keeps. */
const answerMsDefault = 15_000;
const lockMs = 3_000;
const idleInTransactionMsDefault = 30_000;
/** A process that freezes in the middle of a transaction keeps its locks from the others so long, and those are to have its work within 15 s. reliability.md P22 */
export const idleBesideMs = 10_000;
