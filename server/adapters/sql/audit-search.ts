import { type RawBuilder, sql } from "kysely";
import type { RecordedEvent } from "../../domain/interaction/events.ts";
import type { AuditPlace, AuditSearch } from "../../ports/journal.ts";
import type { Database } from "./context.ts";
import { type JournalRow, recordedOf } from "./recorded.ts";
import { text, time } from "./values.ts";

/** How many rows one page may look at: who looks for what is rare goes on from where it ended. */
const lookedMax = 2_000;

type Row = JournalRow & { seq: number; nth: number; matches: boolean };

/** A page of the audit by time, the newest first; its cost is bounded, whatever is looked for. */
export async function searchAudit(
  database: Database,
  asked: AuditSearch,
): Promise<{ readonly rows: readonly RecordedEvent[]; readonly next: AuditPlace | undefined }> {
  const { limit, object } = asked;
  const conditions = conditionsOf(asked);
  const isOfOne = object !== undefined && "interaction" in object;
  const looked = conditions.length === 0 && !isOfOne ? limit + 1 : lookedMax;
  const matches = conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` AND `)}) IS TRUE`;
  // By its own index, however much newer there is.
  const source = isOfOne
    ? sql`SELECT * FROM journal WHERE interaction_id = ${object.interaction} AND seq IS NOT NULL`
    : audited;
  const { rows } = await sql<Row>`
    WITH source AS ${isOfOne ? sql`MATERIALIZED` : sql`NOT MATERIALIZED`} (${source}),
    looked AS (SELECT *, row_number() OVER (ORDER BY at DESC, seq DESC) AS nth FROM source
      WHERE ${sql.join(boundsOf(asked), sql` AND `)} ORDER BY at DESC, seq DESC LIMIT ${looked})
    SELECT position, seq, at, actor, reference_id, event, nth, ${matches} AS matches FROM looked
    WHERE ${matches} OR nth = ${looked} ORDER BY nth LIMIT ${limit + 1}`.execute(database);
  const found = rows.filter((row) => row.matches);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : rows.find(({ nth }) => nth === looked);
  return { rows: shown.map(recordedOf), next: last && { at: last.at, seq: last.seq } };
}

const audited = sql`SELECT * FROM journal WHERE seq IS NOT NULL`;

const boundsOf = ({ from, to, before }: AuditSearch): readonly RawBuilder<unknown>[] => [
  sql`true`,
  ...(from === undefined ? [] : [sql`at >= ${time(from)}`]),
  ...(to === undefined ? [] : [sql`at < ${time(to)}`]),
  ...(before === undefined ? [] : [sql`(at, seq) < (${time(before.at)}, ${before.seq}::bigint)`]),
];

function conditionsOf({ actor, operation, object }: AuditSearch): readonly RawBuilder<unknown>[] {
  return [
    ...(actor === undefined ? [] : [sql`actor = ${actor}`]),
    ...(operation === undefined ? [] : [sql`event->>'operation' = ${text(operation)}`]),
    ...(object === undefined || "interaction" in object
      ? []
      : [
          sql`(${text(object.name)} IN (event->>'name', event->>'of', event->>'contact') OR event->>'user' = ${object.user ?? null})`,
        ]),
  ];
}
