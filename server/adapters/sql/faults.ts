import { setTimeout } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import { StaleWrite } from "../../ports/store.ts";
import { changedColumns } from "./prepared-client.ts";
import type { Tables } from "./tables.ts";

/** Deadlock, serialisation failure, stale version, columns that came meanwhile: the operation runs again. PostgreSQL appendix A */
export const isLostRace = (error: unknown): boolean =>
  error instanceof StaleWrite || ["40001", "40P01", "55P03", changedColumns].includes(codeOf(error));

/** A name that somebody else took in the meantime counts as a lost race: whoever looks again sees it. PostgreSQL appendix A, 23505 */
export async function uniquely<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw codeOf(error) === "23505" ? new StaleWrite("the name is taken", { cause: error }) : error;
  }
}

/** Something refers to the row. PostgreSQL appendix A, 23503 */
export const isReferred = (error: unknown): boolean => codeOf(error) === "23503";

/** The database found its own bytes damaged, or its disk gave an error: nothing that it says may be believed. PostgreSQL appendix A; reliability.md 2.8 */
export const isBroken = (error: unknown): boolean =>
  brokenCodes.has(codeOf(error)) || (error instanceof Error && error.cause !== undefined && isBroken(error.cause));

/** A failed checksum or page, a damaged index, the device's own error. */
const brokenCodes = new Set(["XX001", "XX002", "58030"]);

/** The database could not do it: connection gone, shutting down, out of space, read-only, too slow. Nothing was applied. */
export const wasNotApplied = (error: unknown): boolean => {
  const code = codeOf(error);
  return connectionCodes.has(code) || /^(08|53|57)/.test(code) || code === "25006" || isLostConnection(error);
};

/**
 * What became of a transaction whose COMMIT was not answered; asked again while it still runs, because the server needs a moment to see
 * that we are gone. `unknown`: it did not end in time. PostgreSQL 9.27.8, pg_xact_status; reliability.md 2.9
 */
export async function transactionStatus(
  database: Kysely<Tables>,
  xid: string,
): Promise<"committed" | "aborted" | "unknown"> {
  for (let asked = 1; asked <= askedMax; asked += 1) {
    const { rows } = await sql<{ status: string | null }>`SELECT pg_xact_status(${xid}::xid8) AS status`.execute(
      database,
    );
    const status = rows[0]?.status;
    if (status === "committed" || status === "aborted") return status;
    await setTimeout(askPauseMs);
  }
  return "unknown";
}

/** Twice `client_connection_check_interval` (architecture.md 11). */
const askedMax = 20;
const askPauseMs = 100;

const connectionCodes = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"]);

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}

// The driver tells these without a code.
const isLostConnection = (error: unknown): boolean =>
  error instanceof Error &&
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    error.message,
  );
