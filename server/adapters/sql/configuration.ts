import { type RawBuilder, sql } from "kysely";
import type { ConfigurationReads, ConfigurationRows, Removable } from "../../ports/configuration.ts";
import type { Database, Writing } from "./context.ts";
import { isReferred, uniquely } from "./faults.ts";
import { json, optional, text, time } from "./values.ts";

/** What admins set. */
export const configurationReads = (database: Database): ConfigurationReads => ({
  async workspaceByAdmins() {
    const { rows } = await sql<{ workspace: Readonly<Record<string, string>> }>`
      SELECT workspace FROM centre`.execute(database);
    return rows[0]?.workspace ?? {};
  },
  async setUp() {
    const { rows } = await sql<{ hash: string | null; has_users: boolean }>`
      SELECT set_up_hash AS hash, EXISTS (SELECT 1 FROM users) AS has_users FROM centre`.execute(database);
    return { hash: optional(rows[0]?.hash ?? null), hasUsers: rows[0]?.has_users ?? false };
  },
  async restoredCopy() {
    const { rows } = await sql<{ proved_at: number | null; made_at: number | null }>`
      SELECT c.backup_proved_at AS proved_at, j.at AS made_at
      FROM centre c LEFT JOIN journal j ON j.seq = c.backup_proved_seq`.execute(database);
    const [{ proved_at, made_at } = { proved_at: null, made_at: null }] = rows;
    return proved_at === null ? undefined : { provedAt: proved_at, madeAt: optional(made_at) };
  },
});

/** Writing what admins change; the caller tells what changed. */
export const configurationRows = ({ database, now }: Writing): ConfigurationRows => ({
  async open() {
    await sql`UPDATE centre SET fingerprint = 'changed by an admin'`.execute(database);
  },
  async setSetUpHash(hash) {
    await sql`UPDATE centre SET set_up_hash = ${hash ?? null}`.execute(database);
  },
  async setRestoredCopy(seq) {
    await sql`
      UPDATE centre SET backup_proved_at = ${time(now.wall)}, backup_proved_seq = ${seq}`.execute(database);
  },
  async setWorkspaceByAdmins(values) {
    await sql`UPDATE centre SET workspace = ${json(values)}`.execute(database);
  },
  async remove(thing, id) {
    if (await isTrue(database, named[thing](id))) return false;
    return removed(database, sql`DELETE FROM ${sql.table(tables[thing])} WHERE id = ${id}`);
  },
  async saveNamed(thing, { id, name }) {
    await uniquely(
      sql`
        INSERT INTO ${sql.table(tables[thing])} (id, name) VALUES (${id}, ${text(name)})
        ON CONFLICT (id) DO UPDATE SET name = excluded.name`.execute(database),
    );
  },
  isQueueUsed: (id) =>
    isTrue(
      database,
      sql`EXISTS (SELECT 1 FROM mailboxes WHERE queue_id = ${id})
        OR EXISTS (SELECT 1 FROM interactions WHERE queue_id = ${id} AND ${isOpen}) OR ${named.queue(id)}`,
    ),
  hasOtherAdmin: (id) =>
    isTrue(database, sql`EXISTS (SELECT 1 FROM users WHERE enabled AND 'admin' = ANY(roles) AND id <> ${id})`),
});

const tables: Readonly<Record<Removable, string>> = {
  user: "users",
  skill: "skills",
  group: "agent_groups",
  queue: "queues",
};

const isOpen = sql`state = ANY('{Queued,Invited,Processing,Composing,InWorkbin}')`;

const isOwnerOfShelf = (id: string) => sql`
  EXISTS (SELECT 1 FROM interactions WHERE shelf ->> 'owner' = ${id} AND state = 'InWorkbin')`;
const isRequired = (id: string) => sql`
  EXISTS (SELECT 1 FROM interactions WHERE ${isOpen} AND position(${id} IN requirement) > 0)`;

/** Whether something names it that is no reference for the database itself. */
const named: Readonly<Record<Removable, (id: string) => RawBuilder<unknown>>> = {
  user: (id) => sql`(EXISTS (SELECT 1 FROM holders WHERE user_id = ${id}) OR ${isOwnerOfShelf(id)})`,
  skill: (id) => sql`${isRequired(id)}`,
  group: (id) => sql`(${isOwnerOfShelf(id)} OR ${isRequired(id)})`,
  queue: (id) => sql`EXISTS (SELECT 1 FROM interactions
    WHERE ${isOpen} AND (previous_queue = ${id} OR routed_queue = ${id} OR back ->> 'queue' = ${id}))`,
};

async function isTrue(database: Database, condition: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`SELECT ${condition} AS yes`.execute(database);
  return rows[0]?.yes ?? false;
}

/** The database's own references decide last, so that what comes at the same time is not lost. PostgreSQL appendix A, 23503 */
async function removed(database: Database, deletion: RawBuilder<unknown>): Promise<boolean> {
  await sql`SAVEPOINT removal`.execute(database);
  try {
    await deletion.execute(database);
    await sql`RELEASE SAVEPOINT removal`.execute(database);
    return true;
  } catch (error) {
    if (!isReferred(error)) throw error;
    await sql`ROLLBACK TO SAVEPOINT removal`.execute(database);
    return false;
  }
}
