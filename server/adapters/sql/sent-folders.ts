import { sql } from "kysely";
import type { FilingKind } from "../../domain/delivery/sent-folder.ts";
import type { DueFiling, Filing, SentFolderReads, SentFolderRows } from "../../ports/sent-folders.ts";
import type { Database, Writing } from "./context.ts";
import { text, time } from "./values.ts";

type FilingRow = {
  interaction_id: string;
  kind: FilingKind;
  mailbox_id: string;
  message_id: string;
  begun: number;
  looks: number;
  failures: number;
};
type DueRow = FilingRow & { fence: number; sha256: string; sealed_at: number };

/** What is to be done in folders of sent mail. */
export const sentFolderReads = (database: Database): SentFolderReads => ({
  async due(owner, now, limit) {
    const { rows } = await sql<DueRow>`
      SELECT f.*, a.fence, d.sha256, d.sealed_at FROM sent_filings f
        JOIN imap_accounts a ON a.mailbox_id = f.mailbox_id JOIN deliveries d ON d.interaction_id = f.interaction_id
        LEFT JOIN mailbox_health h ON h.mailbox_id = f.mailbox_id
      WHERE f.due <= ${now} AND a.owner = ${owner} AND a.stopped_at IS NULL AND a.is_enabled AND h.failing_since IS NULL
      ORDER BY f.due LIMIT ${limit}`.execute(database);
    return rows.map((row): DueFiling => {
      const { fence, sha256, sealed_at: sealedAt } = row;
      return { filing: filingOf(row), fence, sha256, sealedAt };
    });
  },
});

/** Writing that. */
export const sentFolderRows = ({ database, now }: Writing): SentFolderRows => ({
  async sent(mails) {
    if (mails.length === 0) return;
    const interactions = mails.map(({ interaction }) => interaction);
    await sql`
      WITH found AS (DELETE FROM sent_filings WHERE interaction_id = ANY(${interactions}) AND kind = 'look')
      INSERT INTO sent_filings (interaction_id, kind, mailbox_id, message_id, begun, due)
      SELECT given.interaction, 'copy', a.mailbox_id, given.message_id, ${now.steady}::bigint, ${now.steady}::bigint
      FROM unnest(${interactions}::text[], ${mails.map(({ mailbox }) => mailbox)}::text[],
        ${mails.map(({ messageId }) => messageId)}::text[]) AS given (interaction, mailbox, message_id)
      JOIN imap_accounts a ON a.mailbox_id = given.mailbox AND a.copies_sent
      ON CONFLICT (interaction_id, kind) DO UPDATE SET message_id = excluded.message_id, begun = excluded.begun,
        due = excluded.due, failures = 0, failing_since = NULL, cause = NULL`.execute(database);
  },
  async look(mailbox, { interaction, messageId }, { due, holdsUntil }) {
    await sql`
      INSERT INTO sent_filings (interaction_id, kind, mailbox_id, message_id, begun, due, holds_until)
      SELECT ${interaction}, 'look', mailbox_id, ${messageId}, ${now.steady}::bigint, ${due}::bigint, ${holdsUntil ?? null}::bigint
      FROM imap_accounts WHERE mailbox_id = ${mailbox} AND sent_folder IS NOT NULL
      ON CONFLICT (interaction_id, kind) DO UPDATE SET message_id = excluded.message_id, begun = excluded.begun,
        due = excluded.due, holds_until = excluded.holds_until, looks = 0, failures = 0, failing_since = NULL, cause = NULL`.execute(
      database,
    );
  },
  async lock(interaction, kind) {
    const { rows } = await sql<FilingRow>`
      SELECT * FROM sent_filings WHERE interaction_id = ${interaction} AND kind = ${kind} FOR UPDATE`.execute(database);
    return rows[0] === undefined ? undefined : filingOf(rows[0]);
  },
  async looked({ interaction, kind }, due) {
    await sql`
      UPDATE sent_filings SET looks = looks + 1, due = ${due}, holds_until = NULL, failures = 0, failing_since = NULL, cause = NULL
      WHERE interaction_id = ${interaction} AND kind = ${kind}`.execute(database);
  },
  async failed({ interaction, kind }, due, cause) {
    await sql`
      UPDATE sent_filings SET failures = failures + 1, due = ${due}, cause = ${text(cause)},
        failing_since = coalesce(failing_since, ${time(now.wall)})
      WHERE interaction_id = ${interaction} AND kind = ${kind}`.execute(database);
  },
  async end(interaction, kind) {
    await sql`DELETE FROM sent_filings WHERE interaction_id = ${interaction} AND kind = ${kind}`.execute(database);
  },
});

const filingOf = (row: FilingRow): Filing => ({
  interaction: row.interaction_id,
  kind: row.kind,
  mailbox: row.mailbox_id,
  messageId: row.message_id,
  begun: row.begun,
  looks: row.looks,
  failures: row.failures,
});
