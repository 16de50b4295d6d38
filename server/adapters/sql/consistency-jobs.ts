import { sql } from "kysely";

/** What a job says of itself is what became of its e-mails: none is forgotten, and none counted twice. desktop.md 13 */
export const jobBreaches = sql`
  SELECT j.id, 'it does not count what became of its e-mails' FROM jobs j
    LEFT JOIN job_items i ON i.job_id = j.id
    GROUP BY j.id HAVING (j.total, j.done, j.failed, j.undone, j.kept) <> (
      count(i.place), count(*) FILTER (WHERE i.state IN ('done', 'undone', 'kept')), count(*) FILTER (WHERE i.state = 'failed'),
      count(*) FILTER (WHERE i.state = 'undone'), count(*) FILTER (WHERE i.state = 'kept'))
  UNION ALL SELECT id, 'it does not count what it holds' FROM jobs j
    WHERE held <> (SELECT count(*) FROM holds h WHERE h.job_id = j.id AND h.state = 'held')
  UNION ALL SELECT id, 'it is over, and something is left to do, or the other way round' FROM jobs
    WHERE CASE state WHEN 'running' THEN done + failed = total WHEN 'done' THEN done + failed < total
        WHEN 'undoing' THEN undone + kept = done WHEN 'undone' THEN undone + kept < done ELSE false END
      OR (ended_at IS NULL) <> (state IN ('running', 'undoing'))`;
