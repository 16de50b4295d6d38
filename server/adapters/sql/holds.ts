import { type RawBuilder, sql } from "kysely";
import type { Hold } from "../../domain/desktop/hold.ts";
import type { HoldReads, HoldRows } from "../../ports/holds.ts";
import type { Database, Writing } from "./context.ts";
import { json, optional, time } from "./values.ts";

type HoldRow = {
  id: string;
  user_id: string;
  state: Hold["state"];
  version: number;
  due: number;
  until: number;
  steps: Hold["steps"];
  refusal: Hold["refusal"] | null;
  job_id: string | null;
  place: number | null;
};

/** What can still be called back. */
export const holdReads = (database: Database): HoldReads => ({
  heldBy: (user) =>
    holds(database, sql`WHERE user_id = ${user} AND state = 'held' AND job_id IS NULL ORDER BY until, id LIMIT 1000`),
  async due(now, limit) {
    const { rows } = await sql<{ id: string; user_id: string }>`
      SELECT id, user_id FROM holds h WHERE state = 'held' AND due <= ${now}
        AND NOT EXISTS (SELECT FROM jobs j WHERE j.id = h.job_id AND j.state = 'undoing')
      ORDER BY due LIMIT ${limit}`.execute(database);
    return rows.map((row) => ({ id: row.id, user: row.user_id }));
  },
  async count() {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM (SELECT 1 FROM holds WHERE state = 'held' LIMIT 10000) first`.execute(database);
    return rows[0]?.count ?? 0;
  },
  async placeOf(id) {
    const { rows } = await sql<{ job_id: string | null; place: number | null }>`
      SELECT job_id, place FROM holds WHERE id = ${id}`.execute(database);
    return rows[0] === undefined ? undefined : placeIn(rows[0]);
  },
  async isBeingAnswered({ id, thread }) {
    const { rows } = await sql`
      SELECT FROM interactions WHERE thread_id = ${thread} AND parent_id = ${id} AND direction = 'outbound'
        AND draft_type IN ('Reply', 'ReplyAll') AND state NOT IN ('Sent', 'Completed', 'Canceled') LIMIT 1`.execute(
      database,
    );
    return rows.length > 0;
  },
  async latestReceived(thread) {
    const { rows } = await sql<{ id: string; received_at: number }>`
      SELECT id, received_at FROM interactions WHERE thread_id = ${thread} AND direction = 'inbound' AND is_read
      ORDER BY received_at DESC, id DESC LIMIT 1`.execute(database);
    return rows[0] === undefined ? undefined : { id: rows[0].id, receivedAt: rows[0].received_at };
  },
});

/** Writing holds. */
export const holdRows = ({ database }: Writing): HoldRows => ({
  async create(hold) {
    await sql`
      INSERT INTO holds (id, user_id, state, version, due, until, steps, refusal, job_id, place)
      VALUES (${hold.id}, ${hold.user}, ${hold.state}, ${hold.version}, ${hold.due}, ${time(hold.until)},
        ${json(hold.steps)}::jsonb, ${refusalOf(hold)}::jsonb, ${hold.of?.job ?? null}, ${hold.of?.place ?? null})`.execute(
      database,
    );
  },
  lockOf: async ({ job, place }) =>
    (await holds(database, sql`WHERE job_id = ${job} AND place = ${place} FOR UPDATE`))[0],
  lock: async (id) => (await holds(database, sql`WHERE id = ${id} FOR UPDATE`))[0],
  async save(hold) {
    await sql`
      UPDATE holds SET state = ${hold.state}, version = ${hold.version}, refusal = ${refusalOf(hold)}::jsonb
      WHERE id = ${hold.id}`.execute(database);
  },
});

const placeIn = ({ job_id: job, place }: Pick<HoldRow, "job_id" | "place">) =>
  job === null || place === null ? undefined : { job, place };

const refusalOf = ({ refusal }: Hold) => (refusal === undefined ? null : json(refusal));

async function holds(database: Database, rest: RawBuilder<unknown>): Promise<readonly Hold[]> {
  const { rows } = await sql<HoldRow>`SELECT * FROM holds ${rest}`.execute(database);
  return rows.map(({ user_id: user, refusal, job_id, place, ...row }) => ({
    ...row,
    ...{ user, refusal: optional(refusal), of: placeIn({ job_id, place }) },
  }));
}
