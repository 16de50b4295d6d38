import { type Kysely, sql } from "kysely";
import { StaleWrite } from "../../ports/store.ts";
import type { Tables } from "./tables.ts";

/** Deadlock, serialisation failure, stale version: the operation runs again. PostgreSQL appendix A */
export const isLostRace = (error: unknown): boolean =>
  error instanceof StaleWrite || ["40001", "40P01", "55P03"].includes(codeOf(error));

/** The database could not do it: connection gone, shutting down, out of space, read-only, too slow. Nothing was applied. */
export const wasNotApplied = (error: unknown): boolean => {
  const code = codeOf(error);
  return connectionCodes.has(code) || /^(08|53|57)/.test(code) || code === "25006" || isLostConnection(error);
};

/** What became of a transaction whose COMMIT was not answered; `unknown` while it still runs. PostgreSQL 9.27.8, pg_xact_status */
export async function transactionStatus(
  database: Kysely<Tables>,
  xid: string,
): Promise<"committed" | "aborted" | "unknown"> {
  const { rows } = await sql<{ status: string | null }>`SELECT pg_xact_status(${xid}::xid8) AS status`.execute(
    database,
  );
  const status = rows[0]?.status;
  return status === "committed" || status === "aborted" ? status : "unknown";
}

const connectionCodes = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"]);

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}

// The driver tells these two without a code.
const isLostConnection = (error: unknown): boolean =>
  error instanceof Error &&
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    error.message,
  );
