import { createHash } from "node:crypto";
import { sql } from "kysely";
import { hashed, isAudited, subjectOf } from "../../domain/audit/chain.ts";
import type { Event } from "../../domain/interaction/events.ts";
import type { JournalReads, JournalRows, RememberedAnswer } from "../../ports/journal.ts";
import { countDays } from "./agent-days.ts";
import { searchAudit } from "./audit-search.ts";
import type { Database, Writing } from "./context.ts";
import { type JournalRow, recordedOf } from "./recorded.ts";
import { text, time } from "./values.ts";
import { keepWorkDone } from "./work-done.ts";

type OutboxRow = { id: number; at: number; actor: string; reference_id: number | null; event_text: string };
type Committed = OutboxRow & { readonly event: Event };
type Head = { position: number; seq: number; hash: string };
type Numbered = { position: number; seq: number | undefined; hash: string | undefined; row: Committed };

/** The numbered record. */
export const journalReads = (database: Database): JournalReads => ({
  async after(position, limit) {
    const { rows } = await sql<JournalRow>`
      SELECT * FROM journal WHERE position > ${position} ORDER BY position LIMIT ${limit}`.execute(database);
    return rows.map(recordedOf);
  },
  async audit(since, limit) {
    const { rows } = await sql<JournalRow>`
      SELECT * FROM journal WHERE seq > ${since} ORDER BY seq LIMIT ${limit}`.execute(database);
    return rows.map(recordedOf);
  },
  search: (asked) => searchAudit(database, asked),
  async ofInteraction(id, since, limit) {
    const { rows } = await sql<JournalRow>`
      SELECT * FROM journal WHERE interaction_id = ${id} AND seq > ${since} ORDER BY position LIMIT ${limit}`.execute(
      database,
    );
    return rows.map(recordedOf);
  },
  async hashOf(seq) {
    const { rows } = await sql<{ hash: string }>`SELECT hash FROM journal WHERE seq = ${seq}`.execute(database);
    return rows[0]?.hash;
  },
  async lastPosition() {
    const { rows } = await sql<{ position: number }>`SELECT position FROM journal_head`.execute(database);
    return rows[0]?.position ?? 0;
  },
  async answerTo(user, key) {
    const known = await answerTo(database, user, key);
    return known?.status === 0 ? undefined : known;
  },
  async isBehind() {
    const { rows } = await sql<{ behind: boolean }>`SELECT EXISTS (SELECT 1 FROM outbox) AS behind`.execute(database);
    return rows[0]?.behind ?? false;
  },
});

/** Appending, numbering, and the memory of idempotent requests. */
export const journalRows = ({ database, now, append }: Writing): JournalRows => ({
  append,
  async number(limit) {
    const head = await lockHead(database);
    const { rows } = await sql<OutboxRow>`
      SELECT id, at, actor, reference_id, event::text AS event_text FROM outbox ORDER BY id LIMIT ${limit}`.execute(
      database,
    );
    if (rows.length === 0) return [];
    const committed = rows.map((row): Committed => ({ ...row, event: JSON.parse(row.event_text) }));
    const numbered = numberRows(head, committed);
    await record(database, numbered);
    await countDays(database, committed);
    await keepWorkDone(database, committed);
    return numbered.map(({ position, seq = null, row }) => recordedOf({ ...row, position, seq }));
  },
  async rememberedAnswer(user, key) {
    const { rows: locks } = await sql<{ locked: boolean }>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${`${user}\n${key}`}, 0)) AS locked`.execute(database);
    if (locks[0]?.locked !== true) return "running";
    return answerTo(database, user, key);
  },
  async noteKey(user, key, answer) {
    await sql`
      INSERT INTO remembered_answers (user_id, key, request_hash, status, body, at)
      VALUES (${user}, ${key}, ${answer.requestHash}, ${answer.status}, ${text(answer.body)}, ${time(now.steady)})
      ON CONFLICT (user_id, key) DO UPDATE SET status = excluded.status, body = excluded.body, at = excluded.at
      WHERE remembered_answers.request_hash = excluded.request_hash AND remembered_answers.status = 0`.execute(
      database,
    );
  },
  async forgetKey(user, key) {
    await sql`
      DELETE FROM remembered_answers WHERE user_id = ${user} AND key = ${key} AND status = 0`.execute(database);
  },
  async remember(user, key, answer) {
    await sql`
      INSERT INTO remembered_answers (user_id, key, request_hash, status, body, at)
      VALUES (${user}, ${key}, ${answer.requestHash}, ${answer.status}, ${text(answer.body)}, ${time(now.steady)})`.execute(
      database,
    );
  },
});

/** What the key stands for; status 0: a request of many transactions that has not been answered. */
async function answerTo(database: Database, user: string, key: string): Promise<RememberedAnswer | undefined> {
  const { rows } = await sql<{ request_hash: string; status: number; body: string; at: number }>`
    SELECT request_hash, status, body, at FROM remembered_answers WHERE user_id = ${user} AND key = ${key}`.execute(
    database,
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return { requestHash: row.request_hash, status: row.status, body: row.body, at: row.at };
}

/** One writer at a time: whoever holds this row is the sequencer. */
async function lockHead(database: Database): Promise<Head> {
  const { rows } = await sql<Head>`SELECT position, seq, hash FROM journal_head FOR UPDATE`.execute(database);
  if (rows[0] === undefined) throw new Error("the journal has no head");
  return rows[0];
}

function numberRows(head: Head, rows: readonly Committed[]): readonly Numbered[] {
  let { position, seq, hash } = head;
  return rows.map((row) => {
    position += 1;
    if (!isAudited(row.event)) return { position, seq: undefined, hash: undefined, row };
    seq += 1;
    const line = hashed(hash, { seq, at: row.at, actor: row.actor, event: row.event_text });
    hash = createHash("sha256").update(line).digest("hex");
    return { position, seq, hash, row };
  });
}

/** Out of the outbox into the journal, in one statement, and what they say stays in the database: every event passes here. */
async function record(database: Database, numbered: readonly Numbered[]): Promise<void> {
  const column = <T>(of: (one: Numbered) => T): T[] => numbered.map(of);
  const ids = column(({ row }) => row.id);
  const last = numbered.at(-1);
  const lastAudited = numbered.findLast((one) => one.seq !== undefined);
  await sql`
    WITH gone AS (DELETE FROM outbox o
      USING unnest(${ids}::bigint[], ${column(({ position }) => position)}::bigint[], ${column(({ seq }) => seq ?? null)}::bigint[],
        ${column(({ hash }) => hash ?? null)}::text[], ${column(({ row }) => subjectOf(row.event) ?? null)}::text[])
        AS given (id, position, seq, hash, interaction_id)
      WHERE o.id = ANY(${ids}::bigint[]) AND o.id = given.id
      RETURNING position, seq, hash, at, actor, reference_id, interaction_id, event),
    recorded AS (INSERT INTO journal (position, seq, hash, at, actor, reference_id, interaction_id, event)
      SELECT position, seq, hash, at, actor, reference_id, interaction_id, event FROM gone ORDER BY position)
    UPDATE journal_head SET position = ${last?.position ?? 0}, seq = coalesce(${lastAudited?.seq ?? null}::bigint, seq),
      hash = coalesce(${lastAudited?.hash ?? null}::text, hash)`.execute(database);
}
