import { type RawBuilder, sql } from "kysely";
import type { Role, UserActor } from "../../domain/agent/actor.ts";
import type { Account, User, UserReads, UserRows } from "../../ports/agents.ts";
import type { Database, Writing } from "./context.ts";
import { uniquely } from "./faults.ts";
import { json, optional, text } from "./values.ts";

type UserRow = {
  id: string;
  user_name: string;
  first_name: string;
  last_name: string;
  email_address: string;
  roles: readonly Role[];
  enabled: boolean;
  change_password_on_first_login: boolean;
  capacity: number;
  signature: string;
  settings: Readonly<Record<string, string>>;
  skills: User["skills"] | null;
  user_groups: User["groups"] | null;
};

type AccountRow = {
  workspace: Readonly<Record<string, string>> | null;
  sessions_ended_at: number | null;
  session_kept: string | null;
};

/** Users with their skills and groups. */
export const userReads = (database: Database): UserReads => ({
  byId: async (id) => (await users(database, sql`WHERE u.id = ${id}`))[0],
  byName: async (name) => (await users(database, sql`WHERE lower(u.user_name) = lower(${name})`))[0],
  list: () => users(database, sql`ORDER BY u.place LIMIT 10000`),
  async names(ids) {
    const { rows } = await sql<{ id: string; user_name: string }>`
      SELECT id, user_name FROM users WHERE id = ANY(${[...ids]})`.execute(database);
    return new Map(rows.map((row) => [row.id, row.user_name]));
  },
  actor: async (id) => (await account(database, id))?.actor,
  account: (id) => account(database, id),
  async credential(userName) {
    const { rows } = await sql<{ id: string; password_hash: string }>`
      SELECT id, password_hash FROM users WHERE lower(user_name) = lower(${userName}) AND enabled`.execute(database);
    return rows[0] === undefined ? undefined : { id: rows[0].id, passwordHash: rows[0].password_hash };
  },
  async provisionedHashes() {
    const { rows } = await sql<{ name: string; provisioned_hash: string }>`
      SELECT lower(user_name) AS name, provisioned_hash FROM users WHERE provisioned_hash IS NOT NULL`.execute(
      database,
    );
    return new Map(rows.map((row) => [row.name, row.provisioned_hash]));
  },
});

/** Writing users; the rows of skills and groups follow the user. */
export const userRows = (writing: Writing): UserRows => ({
  async save(user, passwordHash) {
    await uniquely(upsert(writing.database, user, passwordHash));
    await sql`DELETE FROM user_skills WHERE user_id = ${user.id}`.execute(writing.database);
    for (const skill of user.skills) {
      await sql`INSERT INTO user_skills VALUES (${user.id}, ${skill.id}, ${skill.level})`.execute(writing.database);
    }
    await sql`DELETE FROM user_groups WHERE user_id = ${user.id}`.execute(writing.database);
    for (const group of user.groups) {
      await sql`INSERT INTO user_groups VALUES (${user.id}, ${group.id})`.execute(writing.database);
    }
    await sql`INSERT INTO agents (user_id) VALUES (${user.id}) ON CONFLICT DO NOTHING`.execute(writing.database);
    await sql`INSERT INTO agent_clocks (user_id) VALUES (${user.id}) ON CONFLICT DO NOTHING`.execute(writing.database);
  },
  async replacePassword(id, passwordHash) {
    await sql`UPDATE users SET password_hash = ${passwordHash} WHERE id = ${id}`.execute(writing.database);
  },
  async setPassword(id, passwordHash) {
    await sql`
      UPDATE users SET password_hash = ${passwordHash}, change_password_on_first_login = false WHERE id = ${id}`.execute(
      writing.database,
    );
  },
});

const whole = sql`u.*,
  (SELECT jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'level', us.level) ORDER BY s.name)
    FROM user_skills us JOIN skills s ON s.id = us.skill_id WHERE us.user_id = u.id) AS skills,
  (SELECT jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) ORDER BY g.name)
    FROM user_groups ug JOIN agent_groups g ON g.id = ug.group_id WHERE ug.user_id = u.id) AS user_groups`;

async function users(database: Database, rest: RawBuilder<unknown>): Promise<readonly User[]> {
  const { rows } = await sql<UserRow>`SELECT ${whole} FROM users u ${rest}`.execute(database);
  return rows.map(userOf);
}

/** One question: every request of a user waits for it now and then. */
async function account(database: Database, id: string): Promise<Account | undefined> {
  const { rows } = await sql<UserRow & AccountRow>`
    SELECT ${whole}, (SELECT value -> 'workspace' FROM settings) AS workspace
    FROM users u WHERE u.id = ${id} AND u.enabled`.execute(database);
  const [row] = rows;
  if (row === undefined) return undefined;
  const at = optional(row.sessions_ended_at);
  return {
    actor: actorOf(userOf(row), row.workspace ?? {}),
    mustChangePassword: row.change_password_on_first_login,
    sessionsEnded: at === undefined ? undefined : { at, kept: optional(row.session_kept) },
  };
}

const userOf = (row: UserRow): User => ({
  id: row.id,
  userName: row.user_name,
  firstName: row.first_name,
  lastName: row.last_name,
  emailAddress: row.email_address,
  roles: row.roles,
  enabled: row.enabled,
  changePasswordOnFirstLogin: row.change_password_on_first_login,
  capacity: row.capacity,
  signature: row.signature,
  skills: row.skills ?? [],
  groups: row.user_groups ?? [],
  settings: row.settings,
});

function actorOf(user: User, defaults: Readonly<Record<string, string>>): UserActor {
  const settings: Readonly<Record<string, string>> = { ...defaults, ...user.settings };
  return {
    kind: "user",
    id: user.id,
    userName: user.userName,
    roles: user.roles,
    groups: user.groups.map((group) => group.id),
    withheld: Object.keys(settings).filter((key) => key.startsWith("privilege.") && settings[key] === "false"),
    fromAddresses: (settings["email.from-addresses"] ?? "")
      .split(",")
      .map((one) => one.trim().toLowerCase())
      .filter((one) => one !== ""),
  };
}

async function upsert(database: Database, user: User, passwordHash: string | undefined): Promise<void> {
  await sql`
    INSERT INTO users (id, user_name, password_hash, provisioned_hash, first_name, last_name, email_address, roles, enabled,
      change_password_on_first_login, capacity, signature, settings)
    VALUES (${user.id}, ${text(user.userName)}, ${passwordHash ?? ""}, ${passwordHash ?? null}, ${text(user.firstName)}, ${text(user.lastName)},
      ${text(user.emailAddress)}, ${[...user.roles]}, ${user.enabled}, ${user.changePasswordOnFirstLogin}, ${user.capacity},
      ${text(user.signature)}, ${json(user.settings)})
    ON CONFLICT (id) DO UPDATE SET user_name = excluded.user_name, first_name = excluded.first_name,
      last_name = excluded.last_name, email_address = excluded.email_address, roles = excluded.roles, enabled = excluded.enabled,
      change_password_on_first_login = excluded.change_password_on_first_login, capacity = excluded.capacity,
      signature = excluded.signature, settings = excluded.settings,
      provisioned_hash = coalesce(excluded.provisioned_hash, users.provisioned_hash),
      password_hash = coalesce(nullif(excluded.password_hash, ''), users.password_hash)`.execute(database);
}
