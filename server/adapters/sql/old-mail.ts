import { sql } from "kysely";
import type { ErasureReads, Kept, OldMail } from "../../ports/erasures.ts";
import type { Database } from "./context.ts";
import { time } from "./values.ts";

type Look = Parameters<ErasureReads["old"]>[1];
type Looked = { id: string; at: number };

/** What queues keep no longer, thread by thread, from the one that rests longest: each look costs the same, however much is kept for good. */
export async function oldMail(
  database: Database,
  kept: readonly Kept[],
  { after, threadsMax, emailsMax }: Look,
): Promise<OldMail> {
  const youngest = Math.max(...kept.map(({ before }) => before));
  const behind = after === undefined ? sql`` : sql`AND (last_activity_at, id) > (${time(after.at)}, ${after.id})`;
  const { rows: looked } = await sql<Looked>`
    SELECT id, last_activity_at AS at FROM threads
    WHERE erased_at IS NULL AND last_activity_at < ${time(youngest)} ${behind}
    ORDER BY last_activity_at, id LIMIT ${threadsMax}`.execute(database);
  const { rows } = await sql<{ id: string; thread: string }>`
    SELECT i.id, i.thread_id AS thread FROM (${dueAmong(kept, looked)}) due JOIN interactions i ON i.thread_id = due.id
    WHERE i.erased_at IS NULL ORDER BY due.last_activity_at, i.thread_id, i.id LIMIT ${emailsMax}`.execute(database);
  const last = looked.length < threadsMax ? undefined : looked.at(-1);
  return {
    emails: rows.map(({ id }) => id),
    threads: [...new Set(rows.map(({ thread }) => thread))],
    // What did not fit is looked for again from the same place.
    next: rows.length === emailsMax ? (after ?? { at: 0, id: "" }) : last,
  };
}

/** A thread is its last received e-mail's queue's, or where none was received its last one's. */
const dueAmong = (kept: readonly Kept[], looked: readonly Looked[]) => sql`
  SELECT t.id, t.last_activity_at FROM threads t
  CROSS JOIN LATERAL (SELECT i.queue_id AS queue FROM interactions i WHERE i.thread_id = t.id
    ORDER BY i.direction = 'inbound' DESC, i.received_at DESC, i.id DESC LIMIT 1) last
  JOIN unnest(${kept.map(({ queue }) => queue)}::text[], ${kept.map(({ before }) => time(before))}::timestamptz[]) AS keeps (queue, before)
    ON keeps.queue = last.queue AND t.last_activity_at < keeps.before
  WHERE t.id = ANY(${looked.map(({ id }) => id)}::text[])
    AND NOT EXISTS (SELECT FROM interactions i WHERE i.thread_id = t.id AND i.erased_at IS NULL AND i.ended_at IS NULL)
    AND NOT EXISTS (SELECT FROM interactions i JOIN contacts c ON c.id = i.contact_id JOIN contacts member ON member.root_id = c.root_id
      JOIN legal_holds h ON h.contact_id = member.id WHERE i.thread_id = t.id)`;
