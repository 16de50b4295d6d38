import { sql } from "kysely";
import type { Moment } from "../../domain/interaction/interaction.ts";
import type { PaceReads, QueuePace } from "../../ports/paces.ts";
import type { Database } from "./context.ts";
import { time } from "./values.ts";

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

/** One walk over what came in lately, by the index of receptions; its size is bounded, whatever the day was like. */
export const paceReads = (database: Database, { wall }: Moment): PaceReads => ({
  async ofQueues() {
    const hourAgo = time(wall - 3_600_000);
    const { rows } = await sql<PaceRow>`
      SELECT queue, count(*) FILTER (WHERE received_at > ${hourAgo}) AS arrivals,
        count(*) FILTER (WHERE ended_at > ${hourAgo}) AS done,
        count(*) FILTER (WHERE state = 'Processing') AS in_work,
        count(*) FILTER (WHERE ended_at IS NOT NULL OR due <= ${time(wall)}) AS judged,
        count(*) FILTER (WHERE ended_at IS NOT NULL AND (due IS NULL OR ended_at <= due)) AS in_time,
        count(*) FILTER (WHERE ended_at IS NULL AND due <= ${time(wall)}) AS overdue,
        array_agg(bucket) FILTER (WHERE bucket < ${buckets}) AS buckets
      FROM (
        SELECT coalesce(i.routed_queue, i.queue_id) AS queue, i.received_at, i.ended_at, i.state,
          i.received_at + (q.sla ->> 'replyMs')::float8 * interval '1 millisecond' AS due,
          greatest(0, floor(extract(epoch FROM ${time(wall)}::timestamptz - i.received_at) / 300))::integer AS bucket
        FROM (SELECT * FROM interactions WHERE received_at > ${time(wall - 86_400_000)}
          ORDER BY received_at DESC, id DESC LIMIT ${lookedAtMax}) i
        LEFT JOIN queues q ON q.id = coalesce(i.routed_queue, i.queue_id)
        WHERE i.direction = 'inbound') lately
      GROUP BY queue`.execute(database);
    return new Map(rows.map((row) => [row.queue, paceOf(row)]));
  },
});

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
