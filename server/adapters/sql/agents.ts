import { type RawBuilder, sql } from "kysely";
import { type Agent, type Channel, isAvailable, loggedOut } from "../../domain/agent/agent.ts";
import type { Moment } from "../../domain/interaction/interaction.ts";
import type { AgentReads, AgentRows } from "../../ports/agents.ts";
import { agentLoads, agentsOnBoard } from "./agent-loads.ts";
import type { Database, Writing } from "./context.ts";
import { optional, text, time } from "./values.ts";

type AgentRow = {
  user_id: string;
  user_name: string;
  capacity: number;
  state: Channel["state"];
  reason: string | null;
  work_mode: string | null;
  do_not_disturb: boolean;
  since: number;
  forced_by: string | null;
  expired_invitations: number;
  idle_since: number;
  held: number;
  may_use_email: boolean;
  skills: readonly { id: string; name: string; level: number }[] | null;
  member_of: readonly string[] | null;
};

/** Agents with channel, skills and load. */
export const agentReads = (database: Database, now: Moment): AgentReads => ({
  byId: async (id) => (await agents(database, sql`AND a.user_id = ${id}`))[0],
  async channel(id) {
    const [agent] = await agents(database, sql`AND a.user_id = ${id}`);
    return agent?.channel ?? loggedOut;
  },
  async available() {
    const ready = await agents(database, sql`AND a.state = 'Ready' AND NOT a.do_not_disturb AND u.enabled`);
    return ready.filter(isAvailable);
  },
  loggedInBesides: (users, limit) =>
    agents(
      database,
      sql`AND a.state <> 'LoggedOut' AND u.enabled AND a.user_id <> ALL(${[...users]}::text[])
        ORDER BY u.user_name LIMIT ${limit}`,
    ),
  fulfilling: ({ skill, group }) =>
    agents(
      database,
      sql`AND u.enabled AND ${mayUseEmail}
        AND (${skill?.id ?? null}::text IS NULL OR EXISTS (SELECT 1 FROM user_skills us
          WHERE us.user_id = u.id AND us.skill_id = ${skill?.id ?? null} AND us.level >= ${skill?.level ?? 0}))
        AND (${group ?? null}::text IS NULL OR EXISTS (SELECT 1 FROM user_groups g
          WHERE g.user_id = u.id AND g.group_id = ${group ?? null})) LIMIT ${listedMax}`,
    ),
  async idle(before) {
    const { rows } = await sql<{ user_id: string }>`
      SELECT a.user_id FROM agents a JOIN agent_clocks c USING (user_id)
      WHERE a.state <> 'LoggedOut' AND c.active_at < ${before} LIMIT 100`.execute(database);
    return rows.map((row) => row.user_id);
  },
  list: () =>
    agents(database, sql`AND u.roles && ARRAY['agent', 'supervisor'] ORDER BY u.user_name LIMIT ${listedMax}`),
  loads: () => agentLoads(database),
  onBoard: (id) => agentsOnBoard(database, now.wall, id),
});

/** The user's own word before the centre's, as for every actor. wire.md 10.4 */
const mayUseEmail = sql`coalesce(u.settings ->> 'privilege.email.can-use',
  (SELECT value -> 'workspace' ->> 'privilege.email.can-use' FROM settings), 'true') <> 'false'`;

/** More agents than a centre has; a limit all the same. */
const listedMax = 10_000;

/** Writing readiness. */
export const agentRows = (writing: Writing, reads: AgentReads): AgentRows => ({
  async lock(id) {
    await sql`SELECT 1 FROM agents WHERE user_id = ${id} FOR UPDATE`.execute(writing.database);
    return reads.byId(id);
  },
  async saveChannel(id, channel, operation, note, forced) {
    await sql`
      UPDATE agents SET state = ${channel.state}, reason = ${channel.reason === undefined ? null : text(channel.reason)},
        work_mode = ${channel.workMode ?? null}, do_not_disturb = ${channel.doNotDisturb}, since = ${time(channel.since)},
        forced_by = ${channel.forcedBy ?? null} WHERE user_id = ${id}`.execute(writing.database);
    await sql`
      UPDATE agent_clocks SET expired_invitations = ${channel.expiredInvitations},
        idle_since = ${writing.now.steady}, active_at = greatest(active_at, ${writing.now.steady}) WHERE user_id = ${id}`.execute(
      writing.database,
    );
    await writing.append({
      kind: "ReadinessChanged",
      user: id,
      operation,
      note,
      channel,
      ...(forced === undefined ? {} : { forced }),
    });
  },
  async countExpired(id) {
    const { rows } = await sql<{ expired_invitations: number }>`
      UPDATE agent_clocks SET expired_invitations = expired_invitations + 1 WHERE user_id = ${id}
      RETURNING expired_invitations`.execute(writing.database);
    return rows[0]?.expired_invitations ?? 0;
  },
  async clearExpired(id) {
    await sql`
      UPDATE agent_clocks SET expired_invitations = 0 WHERE user_id = ${id} AND expired_invitations > 0`.execute(
      writing.database,
    );
  },
  async setIdleSince(id, steady) {
    await sql`UPDATE agent_clocks SET idle_since = ${steady} WHERE user_id = ${id}`.execute(writing.database);
  },
  async invitations(id) {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM interactions WHERE holder = ${id} AND state = 'Invited' ORDER BY id`.execute(writing.database);
    return rows.map((row) => row.id);
  },
});

async function agents(database: Database, condition: RawBuilder<unknown>): Promise<readonly Agent[]> {
  const { rows } = await sql<AgentRow>`
    SELECT a.*, u.user_name, u.capacity, c.expired_invitations, c.idle_since,
      (SELECT count(*) FROM interactions i WHERE i.holder = a.user_id AND i.hold IS NULL) AS held,
      ${mayUseEmail} AS may_use_email,
      (SELECT jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'level', us.level))
        FROM user_skills us JOIN skills s ON s.id = us.skill_id WHERE us.user_id = a.user_id) AS skills,
      (SELECT array_agg(group_id) FROM user_groups g WHERE g.user_id = a.user_id) AS member_of
    FROM agents a JOIN users u ON u.id = a.user_id JOIN agent_clocks c ON c.user_id = a.user_id
    WHERE u.roles && ARRAY['agent', 'supervisor'] ${condition}`.execute(database);
  return rows.map(agentOf);
}

const agentOf = (row: AgentRow): Agent => ({
  id: row.user_id,
  userName: row.user_name,
  channel: {
    state: row.state,
    reason: optional(row.reason),
    workMode: optional(row.work_mode),
    doNotDisturb: row.do_not_disturb,
    since: row.since,
    expiredInvitations: row.expired_invitations,
    forcedBy: optional(row.forced_by),
  },
  skills: new Map((row.skills ?? []).map((skill) => [skill.name, skill.level])),
  skillIds: new Map((row.skills ?? []).map((skill) => [skill.id, skill.level])),
  groups: row.member_of ?? [],
  capacity: row.capacity,
  held: row.held,
  idleSince: row.idle_since,
  mayUseEmail: row.may_use_email,
});
