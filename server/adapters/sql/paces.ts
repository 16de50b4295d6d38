import { sql } from "kysely";
import type { Moment } from "../../domain/interaction/interaction.ts";
import type { PaceReads, PromisedQueue, QueuePace } from "../../ports/paces.ts";
import type { Database } from "./context.ts";
import { json, time } from "./values.ts";

type PaceRow = {
  queue: string;
  arrivals: number;
  done: number;
  in_work: number;
  judged: number;
  in_time: number;
  overdue: number;
  buckets: readonly number[] | null;
};

const lookedAtMax = 20_000;
const buckets = 48;

const still = {
  ...{ arrivalsPerHour: 0, donePerHour: 0, inWork: 0, judged: 0, inTime: 0, overdue: 0 },
  trend: Array.from({ length: buckets }, () => 0),
};

/**
 * One walk over what came in lately, by the index of receptions, and one over what waits too long, by that of what waits; their sizes are
 * bounded, whatever the day was like.
 */
export const paceReads = (database: Database, { wall }: Moment): PaceReads => ({
  async ofQueues(promised) {
    const waiting = await overdueWaiting(database, promised);
    const { rows } = await walk(database, wall, promised);
    const paces = new Map(rows.map((row) => [row.queue, paceOf(row)]));
    for (const [queue, count] of waiting) {
      const pace = paces.get(queue) ?? { queue, ...still };
      paces.set(queue, { ...pace, overdue: pace.overdue + count });
    }
    return paces;
  },
});

/** What a queue promises becomes a row of steps; which of them holds for a reception is found by halving. */
function walk(database: Database, wall: number, promised: readonly PromisedQueue[]) {
  const [now, hourAgo, dayAgo] = [time(wall), time(wall - 3_600_000), wall - 86_400_000];
  const steps = promised.map(({ queue, steps: all }) => ({
    queue,
    since: all.map(({ since }) => since),
    due: all.map(({ due }) => due),
    slope: all.map(({ isLater }) => Number(isLater)),
  }));
  const begin = Math.min(dayAgo, ...promised.flatMap(({ steps: [first] }) => first?.since ?? []));
  return sql<PaceRow>`
      SELECT queue, count(*) FILTER (WHERE received_at > ${hourAgo}) AS arrivals,
        count(*) FILTER (WHERE ended_at > ${hourAgo}) AS done,
        count(*) FILTER (WHERE state = 'Processing') AS in_work,
        count(*) FILTER (WHERE ended_at IS NOT NULL OR due <= ${now}) AS judged,
        count(*) FILTER (WHERE ended_at IS NOT NULL AND (due IS NULL OR ended_at <= due)) AS in_time,
        count(*) FILTER (WHERE ended_at IS NULL AND due <= ${now} AND NOT waits) AS overdue,
        array_agg(bucket) FILTER (WHERE bucket < ${buckets}) AS buckets
      FROM (
        SELECT i.queue, i.received_at, i.ended_at, i.state, i.is_read AND i.state = 'Queued' AND i.queue_id = i.queue AS waits,
          to_timestamp((p.due[at] + p.slope[at] * (i.ms - p.since[at])) / 1000) AS due,
          greatest(0, floor(extract(epoch FROM ${now}::timestamptz - i.received_at) / 300))::integer AS bucket
        FROM (SELECT *, coalesce(routed_queue, queue_id) AS queue, (extract(epoch FROM received_at) * 1000)::float8 AS ms
          FROM interactions WHERE received_at > ${time(begin)} ORDER BY received_at DESC, id DESC LIMIT ${lookedAtMax}) i
        LEFT JOIN jsonb_to_recordset(${json(steps)}::jsonb)
          AS p(queue text, since float8[], due float8[], slope float8[]) ON p.queue = i.queue
        CROSS JOIN LATERAL width_bucket(i.ms, p.since) at
        WHERE i.direction = 'inbound' AND CASE WHEN p.queue IS NULL THEN i.ms > ${dayAgo} ELSE at > 0 END) lately
      GROUP BY queue`.execute(database);
}

async function overdueWaiting(
  database: Database,
  promised: readonly PromisedQueue[],
): Promise<ReadonlyMap<string, number>> {
  const bounds = promised.map(({ queue, lastOverdue }) => ({ queue, last: time(lastOverdue) }));
  const { rows } = await sql<{ queue: string; count: number }>`
    SELECT p.queue, w.count FROM jsonb_to_recordset(${json(bounds)}::jsonb) AS p(queue text, last timestamptz)
    CROSS JOIN LATERAL (
      SELECT count(*) AS count FROM (
        SELECT FROM interactions WHERE queue_id = p.queue AND state = 'Queued' AND is_read AND direction = 'inbound'
          AND received_at <= p.last LIMIT 10000) late) w
    WHERE w.count > 0`.execute(database);
  return new Map(rows.map(({ queue, count }) => [queue, count]));
}

function paceOf({
  queue,
  arrivals,
  done,
  in_work: inWork,
  judged,
  in_time: inTime,
  overdue,
  buckets: seen,
}: PaceRow): QueuePace {
  const trend = Array.from({ length: buckets }, () => 0);
  for (const ago of seen ?? []) trend[buckets - 1 - ago] = (trend[buckets - 1 - ago] ?? 0) + 1;
  return { queue, arrivalsPerHour: arrivals, donePerHour: done, inWork, judged, inTime, overdue, trend };
}
