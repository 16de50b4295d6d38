import type { Client } from "pg";

/**
 * Lets so many e-mails wait in the queue `support`, all like the oldest that waits there; thread, contact and content are that one's, which
 * routing does not look at.
 */
export async function letWait(client: Client, count: number): Promise<void> {
  const { rows } = await client.query<{ count: string }>("SELECT count(*) FROM interactions WHERE state = 'Queued'");
  const there = Number(rows[0]?.count);
  await client.query(
    `INSERT INTO interactions SELECT (jsonb_populate_record(i.i, jsonb_build_object(
        'id', '00' || upper(substr(md5('w' || n), 1, 14)), 'enqueued_at', (i.i).enqueued_at + n, 'received_at', (i.i).received_at + n * interval '1 second'))).*
      FROM (SELECT i FROM interactions i WHERE state = 'Queued' ORDER BY received_at LIMIT 1) i, generate_series($1::integer, $2::integer) n`,
    [there, count - 1],
  );
  // What comes behind is not measured beside the writing of all this.
  await client.query("VACUUM ANALYZE interactions");
  await client.query("CHECKPOINT");
}
