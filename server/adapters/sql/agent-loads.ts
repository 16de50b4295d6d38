import { sql } from "kysely";
import type { Channel } from "../../domain/agent/agent.ts";
import type { AgentLoad, AgentOnBoard } from "../../ports/agents.ts";
import type { Database } from "./context.ts";
import { optional, time } from "./values.ts";

type LoadRow = {
  user_id: string;
  user_name: string;
  state: Channel["state"];
  reason: string | null;
  since: number;
  invited: number;
  processing: number;
  composing: number;
  capacity: number;
};

/** One pass over what is held, which the agents' capacities bound: `interactions_held` has nothing else. */
export async function agentLoads(database: Database): Promise<readonly AgentLoad[]> {
  const { rows } = await sql<LoadRow>`
    SELECT a.user_id, u.user_name, a.state, a.reason, a.since, u.capacity, coalesce(h.invited, 0) AS invited,
      coalesce(h.processing, 0) AS processing, coalesce(h.composing, 0) AS composing
    FROM agents a JOIN users u ON u.id = a.user_id
    LEFT JOIN (
      SELECT holder, count(*) FILTER (WHERE state = 'Invited') AS invited,
        count(*) FILTER (WHERE state = 'Processing') AS processing, count(*) FILTER (WHERE state = 'Composing') AS composing
      FROM interactions WHERE holder IS NOT NULL AND hold IS NULL GROUP BY holder) h ON h.holder = a.user_id
    WHERE u.roles && ARRAY['agent', 'supervisor'] ORDER BY u.user_name LIMIT 10000`.execute(database);
  return rows.map(loadOf);
}

const loadOf = (row: LoadRow): AgentLoad => ({
  id: row.user_id,
  userName: row.user_name,
  channel: { state: row.state, reason: optional(row.reason), since: row.since },
  invited: row.invited,
  processing: row.processing,
  composing: row.composing,
  capacity: row.capacity,
});

type BoardRow = LoadRow & {
  forced_by: string | null;
  done: number;
  declined: number;
  missed: number;
  last_operation: string | null;
  last_at: number | null;
  groups: readonly { id: string; name: string }[];
};

/** The same with the day so far, of all agents or of one. */
export async function agentsOnBoard(
  database: Database,
  wall: number,
  id: string | undefined,
): Promise<readonly AgentOnBoard[]> {
  const { rows } = await sql<BoardRow>`
    SELECT a.user_id, u.user_name, a.state, a.reason, a.since, a.forced_by, u.capacity,
      coalesce(h.invited, 0) AS invited, coalesce(h.processing, 0) AS processing, coalesce(h.composing, 0) AS composing,
      coalesce(d.done, 0) AS done, coalesce(d.declined, 0) AS declined, coalesce(d.missed, 0) AS missed,
      d.last_operation, d.last_at,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) ORDER BY g.place)
        FROM user_groups m JOIN agent_groups g ON g.id = m.group_id WHERE m.user_id = u.id), '[]') AS groups
    FROM agents a JOIN users u ON u.id = a.user_id
    LEFT JOIN agent_days d ON d.user_id = a.user_id AND d.day = (${time(wall)}::timestamptz AT TIME ZONE 'UTC')::date
    LEFT JOIN (
      SELECT holder, count(*) FILTER (WHERE state = 'Invited') AS invited,
        count(*) FILTER (WHERE state = 'Processing') AS processing, count(*) FILTER (WHERE state = 'Composing') AS composing
      FROM interactions WHERE holder IS NOT NULL AND hold IS NULL GROUP BY holder) h ON h.holder = a.user_id
    WHERE u.roles && ARRAY['agent', 'supervisor']
      AND CASE WHEN ${id ?? null}::text IS NULL THEN u.enabled ELSE a.user_id = ${id ?? null} END
    ORDER BY u.user_name LIMIT 10000`.execute(database);
  return rows.map((row) => ({
    ...loadOf(row),
    channel: { ...loadOf(row).channel, forcedBy: optional(row.forced_by) },
    groups: row.groups,
    ...{ done: row.done, declined: row.declined, missed: row.missed },
    lastAction:
      row.last_operation === null || row.last_at === null
        ? undefined
        : { operation: row.last_operation, at: row.last_at },
  }));
}
