import { sql } from "kysely";
import type { Channel } from "../../domain/agent/agent.ts";
import type { AgentLoad } from "../../ports/agents.ts";
import type { Database } from "./context.ts";
import { optional } from "./values.ts";

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
  return rows.map((row) => ({
    id: row.user_id,
    userName: row.user_name,
    channel: { state: row.state, reason: optional(row.reason), since: row.since },
    invited: row.invited,
    processing: row.processing,
    composing: row.composing,
    capacity: row.capacity,
  }));
}
