import { sql } from "kysely";
import type { MailboxHealth, PassResult } from "../../ports/mail-accounts.ts";
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
};

/** What the last looks into accounts said. */
export async function mailboxHealth(database: Database): Promise<readonly MailboxHealth[]> {
  const { rows } = await sql<HealthRow>`
    SELECT h.*, a.token_expires_at FROM mailbox_health h JOIN mailboxes m ON m.id = h.mailbox_id
    LEFT JOIN imap_accounts a ON a.mailbox_id = h.mailbox_id ORDER BY m.place`.execute(database);
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
            nextTryAt: row.next_try_at ?? row.failing_since,
          },
    onServer: row.on_server,
    waiting: row.waiting,
    oldestWaitingAt: optional(row.oldest_waiting_at),
    unaccounted: row.unaccounted,
    tokenExpiresAt: optional(row.token_expires_at),
  }));
}

/** A pass that went through. */
export async function notePass(database: Database, mailbox: string, at: number, result: PassResult): Promise<void> {
  const oldest = result.oldestWaitingAt === undefined ? null : time(result.oldestWaitingAt);
  await sql`
    INSERT INTO mailbox_health (mailbox_id, passed_at, on_server, waiting, oldest_waiting_at, unaccounted)
    VALUES (${mailbox}, ${time(at)}, ${result.onServer}, ${result.waiting}, ${oldest}, ${result.unaccounted})
    ON CONFLICT (mailbox_id) DO UPDATE SET passed_at = excluded.passed_at, failing_since = NULL, cause = NULL,
      cause_kind = NULL, next_try_at = NULL, on_server = excluded.on_server, waiting = excluded.waiting,
      oldest_waiting_at = excluded.oldest_waiting_at, unaccounted = excluded.unaccounted`.execute(database);
}

type Failure = Omit<NonNullable<MailboxHealth["failing"]>, "since">;

/** A pass that did not; what the last one that did go through said stays. */
export async function noteFailure(database: Database, mailbox: string, at: number, failure: Failure): Promise<void> {
  await sql`
    INSERT INTO mailbox_health (mailbox_id, failing_since, cause, cause_kind, next_try_at)
    VALUES (${mailbox}, ${time(at)}, ${text(failure.cause)}, ${failure.kind}, ${time(failure.nextTryAt)})
    ON CONFLICT (mailbox_id) DO UPDATE SET failing_since = coalesce(mailbox_health.failing_since, excluded.failing_since),
      cause = excluded.cause, cause_kind = excluded.cause_kind, next_try_at = excluded.next_try_at`.execute(database);
}
