import { sql } from "kysely";
import type { Moment } from "../../domain/interaction/interaction.ts";
import type { WaitingRow } from "../../ports/interactions.ts";
import type { Database } from "./context.ts";
import { requirementOf } from "./interaction-row.ts";

type Row = {
  id: string;
  priority: number;
  enqueued_at: number;
  requirement: string;
  last_agent: string | null;
  paused: readonly string[] | null;
  pause_ends: number | null;
};

/**
 * The first waiting interactions of a queue, per distinct requirement and priority: the index is walked from set to set, so the cost
 * does not grow with the backlog. The next set is looked for twice, because no index finds one of two conditions (scale.md 2).
 */
export async function waiting(
  database: Database,
  now: Moment,
  queue: string,
  limit: number,
): Promise<readonly WaitingRow[]> {
  const { rows } = await sql<Row>`
    WITH RECURSIVE sets AS (
      (SELECT requirement, priority FROM interactions
        WHERE queue_id = ${queue} AND state = 'Queued' AND is_read ORDER BY requirement, priority DESC LIMIT 1)
      UNION ALL
      SELECT next.requirement, next.priority FROM sets CROSS JOIN LATERAL (
        (SELECT requirement, priority FROM interactions
          WHERE queue_id = ${queue} AND state = 'Queued' AND is_read
            AND requirement = sets.requirement AND priority < sets.priority
          ORDER BY priority DESC LIMIT 1)
        UNION ALL
        (SELECT requirement, priority FROM interactions
          WHERE queue_id = ${queue} AND state = 'Queued' AND is_read AND requirement > sets.requirement
          ORDER BY requirement, priority DESC LIMIT 1)
        LIMIT 1) next
    )
    SELECT i.id, i.priority, i.enqueued_at, i.requirement, i.last_agent, p.paused, p.pause_ends
    FROM sets CROSS JOIN LATERAL (
      SELECT id, priority, enqueued_at, requirement, user_data ->> 'LastCalledAgent_EmployeeID' AS last_agent FROM interactions
      WHERE queue_id = ${queue} AND state = 'Queued' AND is_read
        AND requirement = sets.requirement AND priority = sets.priority
      ORDER BY enqueued_at, id LIMIT ${limit}) i
    LEFT JOIN LATERAL (
      SELECT array_agg(user_id) AS paused, min(until) AS pause_ends FROM pauses
      WHERE interaction_id = i.id AND until > ${now.steady}) p ON true`.execute(database);
  return rows.map((row) => ({
    id: row.id,
    position: { priority: row.priority, enqueuedAt: row.enqueued_at },
    requirement: requirementOf(row.requirement),
    lastAgent: row.last_agent ?? undefined,
    paused: row.paused ?? [],
    pauseEnds: row.pause_ends ?? undefined,
  }));
}

/** Routed queues in which something waits: one look into the index per queue. */
export async function queuesWaiting(database: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT q.id FROM queues q WHERE q.kind IN ('inbound', 'review')
      AND EXISTS (SELECT 1 FROM interactions i WHERE i.queue_id = q.id AND i.state = 'Queued' AND i.is_read)
    ORDER BY q.id`.execute(database);
  return rows.map((row) => row.id);
}
