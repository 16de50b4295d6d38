import { type RawBuilder, sql } from "kysely";
import type { Job, JobItem } from "../../domain/desktop/job.ts";
import type { ClaimedJob, JobReads, JobRows } from "../../ports/jobs.ts";
import type { Database, Writing } from "./context.ts";
import { json, optional, text, time } from "./values.ts";

type JobRow = Omit<Job, "user" | "createdAt" | "endedAt" | "toldAt"> & {
  user_id: string;
  created_at: number;
  ended_at: number | null;
  told_at: number;
};
type ItemRow = Pick<JobItem, "place" | "state"> & {
  job_id: string;
  interaction_id: string;
  version: number | null;
  former: JobItem["former"] | null;
  refusal: JobItem["refusal"] | null;
};

const isUnfinished = sql`state IN ('running', 'undoing')`;

/** What people have the server do to many e-mails. */
export const jobReads = (database: Database): JobReads => ({
  job: async (id) => (await jobs(database, sql`WHERE id = ${text(id)}`))[0],
  async recent(user, endedSince) {
    const isRecent = sql`(${isUnfinished} OR ended_at >= ${time(endedSince)})`;
    const last = sql`WHERE user_id = ${user} AND ${isRecent} ORDER BY created_at DESC, id DESC LIMIT 100`;
    // How far they are, without what they were given: that may be a long text.
    return (await jobs(database, last, sql`NULL AS input`)).toReversed();
  },
  failures: (job, { after, limit }) =>
    items(
      database,
      sql`WHERE job_id = ${job} AND state IN ('failed', 'kept') AND place > ${after} ORDER BY place LIMIT ${limit}`,
    ),
  async countUnfinished() {
    const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM jobs WHERE ${isUnfinished}`.execute(
      database,
    );
    return rows[0]?.count ?? 0;
  },
  async contactsAmong(ids) {
    const { rows } = await sql<{ contacts: number; repeated: number }>`
      SELECT count(*) AS contacts, count(*) FILTER (WHERE mails > 1) AS repeated
      FROM (SELECT count(*) AS mails FROM interactions WHERE id = ANY(${ids.map(text)}::text[])
        GROUP BY coalesce(contact_id, id)) each`.execute(database);
    return rows[0] ?? { contacts: 0, repeated: 0 };
  },
  async next({ id, state }, limit) {
    const which = state === "undoing" ? sql`state = 'done'` : sql`state = 'waiting'`;
    const { rows } = await sql<{ place: number; interaction: string }>`
      SELECT place, interaction_id AS interaction FROM job_items WHERE job_id = ${id} AND ${which} ORDER BY place LIMIT ${limit}`.execute(
      database,
    );
    return rows;
  },
});

/** Writing them. */
export const jobRows = ({ database }: Writing): JobRows => ({
  async create(job, interactions) {
    await sql`
      INSERT INTO jobs (id, user_id, action, operation, input, state, version, total, done, failed, undone, kept, held, created_at,
        ended_at, told_at)
      VALUES (${job.id}, ${job.user}, ${job.action}, ${job.operation}, ${json(job.input)}::jsonb, ${job.state}, ${job.version},
        ${job.total}, ${job.done}, ${job.failed}, ${job.undone}, ${job.kept}, ${job.held}, ${time(job.createdAt)}, ${ended(job)},
        ${job.toldAt})`.execute(database);
    await sql`
      INSERT INTO job_items (job_id, place, interaction_id, state)
      SELECT ${job.id}, place, id, 'waiting'
      FROM unnest(${interactions.map(text)}::text[]) WITH ORDINALITY AS given (id, place)`.execute(database);
  },
  async lockUnfinished(user) {
    await sql`SELECT FROM users WHERE id = ${user} FOR NO KEY UPDATE`.execute(database);
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM jobs WHERE user_id = ${user} AND ${isUnfinished}`.execute(database);
    return rows[0]?.count ?? 0;
  },
  async lock(id, fence) {
    const held = fence === undefined ? sql`` : sql`AND fence = ${fence}`;
    return (await jobs(database, sql`WHERE id = ${text(id)} ${held} FOR UPDATE`))[0];
  },
  async save(job) {
    await sql`
      UPDATE jobs SET state = ${job.state}, version = ${job.version}, done = ${job.done}, failed = ${job.failed},
        undone = ${job.undone}, kept = ${job.kept}, held = ${job.held}, ended_at = ${ended(job)}, told_at = ${job.toldAt}
      WHERE id = ${job.id}`.execute(database);
  },
  async claim(owner, limit) {
    const { rows } = await sql<Omit<ClaimedJob, "user"> & { user_id: string }>`
      WITH open AS (
        SELECT id FROM jobs j WHERE ${isUnfinished} AND (owner IS NULL OR owner = ${owner}
          OR NOT EXISTS (SELECT FROM processes p WHERE p.id = j.owner AND p.alive_until > clock_timestamp()))
        ORDER BY fence, created_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      UPDATE jobs j SET owner = ${owner}, fence = fence + 1 FROM open WHERE j.id = open.id
      RETURNING j.id, j.user_id, j.state, j.fence`.execute(database);
    return rows.map(({ user_id: user, ...row }) => ({ ...row, user }));
  },
  item: async (job, place) => (await items(database, sql`WHERE job_id = ${job} AND place = ${place} FOR UPDATE`))[0],
  async saveItem({ job, place, state, version, former, refusal }) {
    await sql`
      UPDATE job_items SET state = ${state}, version = ${version ?? null}, former = ${orNull(former)}::jsonb,
        refusal = ${orNull(refusal)}::jsonb
      WHERE job_id = ${job} AND place = ${place}`.execute(database);
  },
});

const orNull = (value: unknown) => (value === undefined ? null : json(value));
const ended = ({ endedAt }: Job) => (endedAt === undefined ? null : time(endedAt));

async function jobs(
  database: Database,
  rest: RawBuilder<unknown>,
  input: RawBuilder<unknown> = sql`input`,
): Promise<readonly Job[]> {
  const { rows } = await sql<JobRow>`
    SELECT id, user_id, action, operation, ${input}, state, version, total, done, failed, undone, kept, held, created_at, ended_at, told_at
    FROM jobs ${rest}`.execute(database);
  return rows.map(({ user_id: user, created_at: createdAt, ended_at, told_at: toldAt, ...row }) => ({
    ...row,
    ...{ user, createdAt, toldAt, endedAt: optional(ended_at) },
  }));
}

async function items(database: Database, rest: RawBuilder<unknown>): Promise<readonly JobItem[]> {
  const { rows } = await sql<ItemRow>`
    SELECT job_id, place, interaction_id, state, version, former, refusal FROM job_items ${rest}`.execute(database);
  return rows.map(({ job_id: job, interaction_id: interaction, version, former, refusal, ...row }) => ({
    ...row,
    ...{ job, interaction, version: optional(version), former: optional(former), refusal: optional(refusal) },
  }));
}
