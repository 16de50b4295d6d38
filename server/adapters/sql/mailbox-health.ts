import { sql } from "kysely";
import type { MailAccountRows, MailboxHealth, PassResult } from "../../ports/mail-accounts.ts";
import type { Database } from "./context.ts";
import { optional, text, time } from "./values.ts";

type HealthRow = {
  mailbox_id: string;
  passed_at: number | null;
  failing_since: number | null;
  cause: string | null;
  cause_kind: NonNullable<MailboxHealth["failing"]>["kind"] | null;
  next_try_at: number | null;
  on_server: number;
  waiting: number;
  oldest_waiting_at: number | null;
  unaccounted: number;
  token_expires_at: number | null;
  grant_expires_at: number | null;
  stopped_at: number | null;
  is_off: boolean;
  quota_used_bytes: number | null;
  quota_limit_bytes: number | null;
  filings_failing: number;
  filing_since: number | null;
  filing_cause: string | null;
};

/** What the last looks into accounts said. */
export async function mailboxHealth(database: Database): Promise<readonly MailboxHealth[]> {
  const { rows } = await sql<HealthRow>`
    SELECT h.*, a.token_expires_at, a.grant_expires_at, a.stopped_at, coalesce(NOT a.is_enabled, false) AS is_off, f.* FROM mailbox_health h JOIN mailboxes m ON m.id = h.mailbox_id
    LEFT JOIN imap_accounts a ON a.mailbox_id = h.mailbox_id CROSS JOIN LATERAL (
      SELECT count(*) AS filings_failing, min(failing_since) AS filing_since,
        (array_agg(cause ORDER BY failing_since))[1] AS filing_cause
      FROM sent_filings WHERE mailbox_id = h.mailbox_id AND failing_since IS NOT NULL) f
    ORDER BY m.place`.execute(database);
  return rows.map((row) => ({
    mailbox: row.mailbox_id,
    passedAt: optional(row.passed_at),
    failing:
      row.failing_since === null || row.cause_kind === null
        ? undefined
        : {
            since: row.failing_since,
            kind: row.cause_kind,
            cause: row.cause ?? "",
            nextTryAt: row.stopped_at === null ? (row.next_try_at ?? row.failing_since) : undefined,
          },
    stoppedAt: optional(row.stopped_at),
    isOff: row.is_off,
    onServer: row.on_server,
    waiting: row.waiting,
    oldestWaitingAt: optional(row.oldest_waiting_at),
    unaccounted: row.unaccounted,
    tokenExpiresAt: optional(row.token_expires_at),
    grantExpiresAt: optional(row.grant_expires_at),
    quota:
      row.quota_used_bytes === null || row.quota_limit_bytes === null
        ? undefined
        : { usedBytes: row.quota_used_bytes, limitBytes: row.quota_limit_bytes },
    filing:
      row.filing_since === null
        ? undefined
        : { waiting: row.filings_failing, since: row.filing_since, cause: row.filing_cause ?? "" },
  }));
}

/** A pass that went through. */
export async function notePass(database: Database, mailbox: string, at: number, result: PassResult): Promise<void> {
  const oldest = result.oldestWaitingAt === undefined ? null : time(result.oldestWaitingAt);
  await sql`
    INSERT INTO mailbox_health (mailbox_id, passed_at, on_server, waiting, oldest_waiting_at, unaccounted, quota_used_bytes,
      quota_limit_bytes)
    VALUES (${mailbox}, ${time(at)}, ${result.onServer}, ${result.waiting}, ${oldest}, ${result.unaccounted},
      ${result.quota?.usedBytes ?? null}, ${result.quota?.limitBytes ?? null})
    ON CONFLICT (mailbox_id) DO UPDATE SET passed_at = excluded.passed_at, failing_since = NULL, cause = NULL,
      cause_kind = NULL, next_try_at = NULL, on_server = excluded.on_server, waiting = excluded.waiting,
      oldest_waiting_at = excluded.oldest_waiting_at, unaccounted = excluded.unaccounted,
      quota_used_bytes = excluded.quota_used_bytes, quota_limit_bytes = excluded.quota_limit_bytes`.execute(database);
}

type Failure = Parameters<MailAccountRows["noteFailure"]>[1];

/** A pass that did not; what the last one that did go through said stays. */
export async function noteFailure(database: Database, mailbox: string, at: number, failure: Failure): Promise<void> {
  await sql`
    INSERT INTO mailbox_health (mailbox_id, failing_since, cause, cause_kind, next_try_at)
    VALUES (${mailbox}, ${time(at)}, ${text(failure.cause)}, ${failure.kind}, ${time(failure.nextTryAt)})
    ON CONFLICT (mailbox_id) DO UPDATE SET failing_since = coalesce(mailbox_health.failing_since, excluded.failing_since),
      cause = excluded.cause, cause_kind = excluded.cause_kind, next_try_at = excluded.next_try_at`.execute(database);
}
