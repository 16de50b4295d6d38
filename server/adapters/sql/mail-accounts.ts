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
import { key, optional, text, time } from "./values.ts";

type AccountRow = {
  mailbox_id: string;
  address: string;
  host: string;
  port: number;
  tls: MailAccount["tls"];
  user_name: string;
  secret: string;
  folder: string;
  after: MailAccount["after"];
  move_to: string | null;
  since: number | null;
};
type FolderRow = { id: number; uid_validity: string; complete_to: number; uid_next: number; started_at: number };
type UidRow = { uid: number; outcome: UidAccount["outcome"]; tries: number; next_try: number | null };

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
      SELECT uid, outcome, tries, next_try FROM imap_messages WHERE ${inFolder(folder)} AND uid >= ${fromUid}`.execute(
      database,
    );
    return rows.map(({ next_try, ...row }) => ({ ...row, nextTry: optional(next_try) }));
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
    const { rows } = await sql<{ uid: number }>`
      SELECT uid FROM imap_messages WHERE ${inFolder(folder)} AND NOT is_settled ORDER BY uid LIMIT ${limit}`.execute(
      database,
    );
    return rows.map(({ uid }) => uid);
  },
  health: () => mailboxHealth(database),
});

/** Writing them. */
export const mailAccountRows = ({ database, now }: Writing): MailAccountRows => ({
  save: (account, keepsToken) => save(database, account, keepsToken),
  async keepToken(mailbox, sealed, expiresAt) {
    await sql`
      UPDATE imap_accounts SET token = ${sealed}, token_expires_at = ${time(expiresAt)} WHERE mailbox_id = ${mailbox}`.execute(
      database,
    );
  },
  async remove(mailbox) {
    await sql`DELETE FROM imap_accounts WHERE mailbox_id = ${mailbox}`.execute(database);
    await sql`DELETE FROM mailbox_health WHERE mailbox_id = ${mailbox}`.execute(database);
  },
  async claim(mailbox, owner) {
    const { rows } = await sql<{ fence: number }>`
      UPDATE imap_accounts a SET owner = ${owner}, fence = fence + 1
      WHERE mailbox_id = ${mailbox} AND (owner IS NULL OR owner = ${owner}
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
      SELECT interaction_id FROM imap_messages WHERE mailbox_id = ${mailbox} AND content_key = ${key(contentKey)}
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
async function save(database: Database, account: Omit<MailAccount, "address">, keepsToken: boolean): Promise<void> {
  const since = account.since === undefined ? null : time(account.since);
  await sql`
    INSERT INTO imap_accounts (mailbox_id, host, port, tls, user_name, secret, folder, after, move_to, since)
    VALUES (${account.mailbox}, ${text(account.host)}, ${account.port}, ${account.tls}, ${text(account.user)},
      ${account.secret}, ${text(account.folder)}, ${account.after}, ${account.moveTo ?? null}, ${since})
    ON CONFLICT (mailbox_id) DO UPDATE SET host = excluded.host, port = excluded.port, tls = excluded.tls,
      user_name = excluded.user_name, secret = excluded.secret, folder = excluded.folder, after = excluded.after,
      move_to = excluded.move_to, since = excluded.since, owner = NULL, fence = imap_accounts.fence + 1,
      token = CASE WHEN ${keepsToken} THEN imap_accounts.token END,
      token_expires_at = CASE WHEN ${keepsToken} THEN imap_accounts.token_expires_at END`.execute(database);
}

const accountOf = ({ mailbox_id, user_name, move_to, since, ...row }: AccountRow): MailAccount => ({
  mailbox: mailbox_id,
  address: row.address,
  host: row.host,
  port: row.port,
  tls: row.tls,
  user: user_name,
  secret: row.secret,
  folder: row.folder,
  after: row.after,
  moveTo: optional(move_to),
  since: optional(since),
});

const folderOf = (row: FolderRow) => ({
  id: row.id,
  cursor: { uidValidity: row.uid_validity, completeTo: row.complete_to },
  uidNext: row.uid_next,
  startedAt: row.started_at,
});
