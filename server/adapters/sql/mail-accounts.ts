import { sql } from "kysely";
import type {
  FolderKey,
  MailAccount,
  MailAccountReads,
  MailAccountRows,
  UidAccount,
} from "../../ports/mail-accounts.ts";
import type { Database, Writing } from "./context.ts";
import { mailboxHealth, noteFailure, notePass } from "./mailbox-health.ts";
import { erasedKey, key, optional, text, time } from "./values.ts";

type AccountRow = {
  mailbox_id: string;
  address: string;
  host: string;
  port: number;
  tls: MailAccount["tls"];
  user_name: string;
  is_enabled: boolean;
  secret: string;
  folder: string;
  after: MailAccount["after"];
  move_to: string | null;
  sent_folder: string | null;
  copies_sent: boolean;
  since: number | null;
  round: number;
};
type FolderRow = { id: number; uid_validity: string; complete_to: number; uid_next: number; started_at: number };
type UidRow = {
  uid: number;
  outcome: UidAccount["outcome"];
  tries: number;
  next_try: number | null;
  is_wanted: boolean;
};

/** Accounts that are emptied, and the account given of each message. */
export const mailAccountReads = (database: Database): MailAccountReads => ({
  async all() {
    const { rows } = await sql<AccountRow>`
      SELECT a.*, m.address FROM imap_accounts a JOIN mailboxes m ON m.id = a.mailbox_id ORDER BY m.place`.execute(
      database,
    );
    return rows.map(accountOf);
  },
  async token(mailbox) {
    const { rows } = await sql<{ token: string | null }>`
      SELECT token FROM imap_accounts WHERE mailbox_id = ${mailbox}`.execute(database);
    return optional(rows[0]?.token);
  },
  async accountedFrom(folder, fromUid) {
    const { rows } = await sql<UidRow>`
      SELECT uid, outcome, tries, next_try, is_wanted FROM imap_messages
      WHERE ${inFolder(folder)} AND uid >= ${fromUid}`.execute(database);
    return rows.map(uidAccountOf);
  },
  async wantedBelow(folder, uid, limit) {
    const { rows } = await sql<UidRow>`
      SELECT uid, outcome, tries, next_try, is_wanted FROM imap_messages
      WHERE ${inFolder(folder)} AND uid < ${uid} AND is_wanted AND outcome = 'retrying' ORDER BY uid LIMIT ${limit}`.execute(
      database,
    );
    return rows.map(uidAccountOf);
  },
  async withoutAccount(folder, uids) {
    const { rows } = await sql<{ uid: number }>`
      SELECT asked.uid FROM unnest(${[...uids]}::bigint[]) AS asked (uid) WHERE NOT EXISTS (
        SELECT FROM imap_messages m WHERE ${inFolder(folder)} AND m.uid = asked.uid) ORDER BY asked.uid`.execute(
      database,
    );
    return rows.map(({ uid }) => uid);
  },
  async unsettled(folder, limit) {
    const { rows } = await sql<{ uid: number; is_canary: boolean }>`
      SELECT uid, outcome = 'canary' AS is_canary FROM imap_messages
      WHERE ${inFolder(folder)} AND NOT is_settled ORDER BY uid LIMIT ${limit}`.execute(database);
    return rows.map(({ uid, is_canary }) => ({ uid, isCanary: is_canary }));
  },
  health: () => mailboxHealth(database),
});

/** Writing them. */
export const mailAccountRows = ({ database, now }: Writing): MailAccountRows => ({
  async save(account, keepsToken) {
    if (account.isEnabled) await forgetRest(database, account.mailbox);
    await save(database, account, keepsToken);
    await tryFilingsAgain(database, account.mailbox, now.steady);
  },
  async logsInAs(mailbox, { secret, token }) {
    const { rows } = await sql`
      SELECT FROM imap_accounts
      WHERE mailbox_id = ${mailbox} AND secret = ${secret} AND token IS NOT DISTINCT FROM ${token ?? null}::text FOR UPDATE`.execute(
      database,
    );
    return rows.length > 0;
  },
  async keepToken(mailbox, sealed, expiresAt, grantExpiresAt) {
    const grant = grantExpiresAt === undefined ? null : time(grantExpiresAt);
    await sql`
      UPDATE imap_accounts SET token = ${sealed}, token_expires_at = ${time(expiresAt)},
        grant_expires_at = coalesce(${grant}, grant_expires_at) WHERE mailbox_id = ${mailbox}`.execute(database);
  },
  async stop(mailbox, fence) {
    await sql`
      UPDATE imap_accounts SET stopped_at = ${time(now.wall)}
      WHERE mailbox_id = ${mailbox} AND fence = ${fence} AND stopped_at IS NULL`.execute(database);
  },
  async resume(mailbox) {
    const { rows } = await sql`
      UPDATE imap_accounts SET stopped_at = NULL, round = round + 1, owner = NULL, fence = fence + 1
      WHERE mailbox_id = ${mailbox} RETURNING round`.execute(database);
    await tryFilingsAgain(database, mailbox, now.steady);
    return rows.length > 0;
  },
  async remove(mailbox) {
    await sql`DELETE FROM imap_accounts WHERE mailbox_id = ${mailbox}`.execute(database);
    await sql`DELETE FROM mailbox_health WHERE mailbox_id = ${mailbox}`.execute(database);
    await sql`DELETE FROM sent_filings WHERE mailbox_id = ${mailbox}`.execute(database);
  },
  async claim(mailbox, owner) {
    const { rows } = await sql<{ fence: number }>`
      UPDATE imap_accounts a SET owner = ${owner}, fence = fence + 1
      WHERE mailbox_id = ${mailbox} AND stopped_at IS NULL AND is_enabled AND (owner IS NULL OR owner = ${owner}
        OR NOT EXISTS (SELECT FROM processes p WHERE p.id = a.owner AND p.alive_until > clock_timestamp()))
      RETURNING fence`.execute(database);
    return rows[0]?.fence;
  },
  async holds(mailbox, fence) {
    const { rows } = await sql`
      SELECT FROM imap_accounts WHERE mailbox_id = ${mailbox} AND fence = ${fence} FOR UPDATE`.execute(database);
    return rows.length > 0;
  },
  async folder(mailbox, account, folder) {
    const { rows } = await sql<FolderRow>`
      SELECT * FROM imap_folders WHERE mailbox_id = ${mailbox} AND account = ${key(account)} AND folder = ${text(folder)}`.execute(
      database,
    );
    return rows[0] === undefined ? undefined : folderOf(rows[0]);
  },
  async startFolder(mailbox, account, folder, { uidValidity, completeTo }) {
    const { rows } = await sql<FolderRow>`
      INSERT INTO imap_folders (mailbox_id, account, folder, uid_validity, complete_to, started_at)
      VALUES (${mailbox}, ${key(account)}, ${text(folder)}, ${uidValidity}, ${completeTo}, ${time(now.wall)})
      ON CONFLICT (mailbox_id, account, folder) DO UPDATE
        SET uid_validity = excluded.uid_validity, complete_to = excluded.complete_to, uid_next = 0
      RETURNING *`.execute(database);
    if (rows[0] === undefined) throw new Error("a folder that was just written is not there");
    return folderOf(rows[0]);
  },
  async advance({ id, uidValidity }, { completeTo, uidNext = 0 }) {
    await sql`
      UPDATE imap_folders SET complete_to = greatest(complete_to, ${completeTo}), uid_next = greatest(uid_next, ${uidNext})
      WHERE id = ${id} AND uid_validity = ${uidValidity}`.execute(database);
  },
  async isAccounted(folder, uid) {
    const { rows } = await sql`
      SELECT FROM imap_messages WHERE ${inFolder(folder)} AND uid = ${uid}
        AND outcome NOT IN ('retrying', 'gone-before-import')`.execute(database);
    return rows.length > 0;
  },
  async givenBefore(mailbox, contentKey) {
    const { rows } = await sql<{ interaction_id: string | null }>`
      SELECT interaction_id FROM imap_messages WHERE mailbox_id = ${mailbox} AND content_key IN (${key(contentKey)}, ${erasedKey(contentKey)})
      ORDER BY day LIMIT 1`.execute(database);
    return rows[0] === undefined ? undefined : (rows[0].interaction_id ?? "");
  },
  async account({ id, uidValidity }, mailbox, given) {
    await sql`
      INSERT INTO imap_messages (folder_id, uid_validity, uid, mailbox_id, outcome, interaction_id, content_key, tries, next_try,
        is_settled, day)
      VALUES (${id}, ${uidValidity}, ${given.uid}, ${mailbox}, ${given.outcome}, ${given.interaction ?? null},
        ${given.contentKey === undefined ? null : key(given.contentKey)}, ${given.tries ?? 0}, ${given.nextTry ?? null},
        ${given.isSettled}, (${time(now.wall)}::timestamptz AT TIME ZONE 'UTC')::date)
      ON CONFLICT (folder_id, uid_validity, uid) DO UPDATE SET outcome = excluded.outcome,
        interaction_id = excluded.interaction_id, content_key = excluded.content_key, tries = excluded.tries,
        next_try = excluded.next_try, is_settled = excluded.is_settled, day = excluded.day`.execute(database);
  },
  want: (mailbox, message) => want(database, mailbox, message),
  async markSettled(folder, uids) {
    await sql`
      UPDATE imap_messages SET is_settled = true WHERE ${inFolder(folder)} AND uid = ANY(${[...uids]}::bigint[])`.execute(
      database,
    );
  },
  notePass: (mailbox, result) => notePass(database, mailbox, now.wall, result),
  noteFailure: (mailbox, failure) => noteFailure(database, mailbox, now.wall, failure),
});

const inFolder = ({ id, uidValidity }: FolderKey) => sql`folder_id = ${id} AND uid_validity = ${uidValidity}`;

/** Whoever reads the account now finds that its fence is over when the account is another one. */
async function save(
  database: Database,
  account: Omit<MailAccount, "address" | "round">,
  keepsToken: boolean,
): Promise<void> {
  const since = account.since === undefined ? null : time(account.since);
  await sql`
    INSERT INTO imap_accounts (mailbox_id, host, port, tls, user_name, secret, folder, after, move_to, sent_folder,
      copies_sent, since, is_enabled)
    VALUES (${account.mailbox}, ${text(account.host)}, ${account.port}, ${account.tls}, ${text(account.user)},
      ${account.secret}, ${text(account.folder)}, ${account.after}, ${account.moveTo ?? null},
      ${account.sentFolder === undefined ? null : text(account.sentFolder)}, ${account.copiesSent}, ${since},
      ${account.isEnabled})
    ON CONFLICT (mailbox_id) DO UPDATE SET host = excluded.host, port = excluded.port, tls = excluded.tls,
      user_name = excluded.user_name, secret = excluded.secret, folder = excluded.folder, after = excluded.after,
      move_to = excluded.move_to, sent_folder = excluded.sent_folder, copies_sent = excluded.copies_sent, since = excluded.since,
      is_enabled = excluded.is_enabled, owner = NULL, fence = imap_accounts.fence + 1,
      token = CASE WHEN ${keepsToken} THEN imap_accounts.token END,
      token_expires_at = CASE WHEN ${keepsToken} THEN imap_accounts.token_expires_at END,
      grant_expires_at = CASE WHEN ${keepsToken} THEN imap_accounts.grant_expires_at END,
      stopped_at = CASE WHEN ${keepsToken} THEN imap_accounts.stopped_at END`.execute(database);
  await sql`
    DELETE FROM sent_filings f USING imap_accounts a WHERE a.mailbox_id = ${account.mailbox} AND f.mailbox_id = a.mailbox_id
      AND (a.sent_folder IS NULL OR (f.kind = 'copy' AND NOT a.copies_sent))`.execute(database);
}

/** That nobody looked into an account while it was switched off says nothing of how it fares. */
async function forgetRest(database: Database, mailbox: string): Promise<void> {
  await sql`
    DELETE FROM mailbox_health h USING imap_accounts a
    WHERE h.mailbox_id = ${mailbox} AND a.mailbox_id = h.mailbox_id AND NOT a.is_enabled`.execute(database);
}

/** What failed at the account as it was need not wait for its next try. */
async function tryFilingsAgain(database: Database, mailbox: string, steady: number): Promise<void> {
  await sql`
    UPDATE sent_filings SET due = least(due, ${steady}) WHERE mailbox_id = ${mailbox} AND failing_since IS NOT NULL`.execute(
    database,
  );
}

/** Its account begins anew; a folder that is numbered otherwise by now has no such message any more. */
async function want(
  database: Database,
  mailbox: string,
  { folder, uidValidity, uid }: Parameters<MailAccountRows["want"]>[1],
): Promise<"wanted" | "unknown" | "taken"> {
  const { rows } = await sql<{ is_taken: boolean }>`
    SELECT m.outcome IN ('interaction', 'too-big', 'retrying') AS is_taken
    FROM imap_messages m JOIN imap_folders f ON f.id = m.folder_id AND f.uid_validity = m.uid_validity
    WHERE m.mailbox_id = ${mailbox} AND f.folder = ${text(folder)} AND m.uid_validity = ${uidValidity} AND m.uid = ${uid}
    FOR UPDATE OF m`.execute(database);
  const [found] = rows;
  if (found === undefined) return "unknown";
  if (found.is_taken) return "taken";
  await sql`
    UPDATE imap_messages m SET outcome = 'retrying', tries = 0, next_try = NULL, is_wanted = true FROM imap_folders f
    WHERE f.id = m.folder_id AND m.mailbox_id = ${mailbox} AND f.folder = ${text(folder)}
      AND m.uid_validity = ${uidValidity} AND m.uid = ${uid}`.execute(database);
  await sql`UPDATE imap_accounts SET round = round + 1 WHERE mailbox_id = ${mailbox}`.execute(database);
  return "wanted";
}

const uidAccountOf = ({ next_try, is_wanted, ...row }: UidRow): UidAccount => ({
  ...row,
  nextTry: optional(next_try),
  isWanted: is_wanted,
});

const accountOf = ({
  mailbox_id,
  user_name,
  is_enabled,
  move_to,
  sent_folder,
  copies_sent,
  since,
  ...row
}: AccountRow): MailAccount => ({
  mailbox: mailbox_id,
  address: row.address,
  host: row.host,
  port: row.port,
  tls: row.tls,
  user: user_name,
  isEnabled: is_enabled,
  secret: row.secret,
  folder: row.folder,
  after: row.after,
  moveTo: optional(move_to),
  sentFolder: optional(sent_folder),
  copiesSent: copies_sent,
  since: optional(since),
  round: row.round,
});

const folderOf = (row: FolderRow) => ({
  id: row.id,
  cursor: { uidValidity: row.uid_validity, completeTo: row.complete_to },
  uidNext: row.uid_next,
  startedAt: row.started_at,
});
