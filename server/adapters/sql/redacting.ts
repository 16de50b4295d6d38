import { type RawBuilder, sql } from "kysely";
import type { Event } from "../../domain/interaction/events.ts";
import type { Redacted } from "../../ports/erasures.ts";
import type { Database } from "./context.ts";
import { json } from "./values.ts";

type Redacting = {
  readonly ids: readonly string[];
  readonly receipt: string;
  readonly erased: (event: Event) => Event;
};

/** SHA-256 over what is left of the rows that a receipt names; of a query of the journal. reliability.md 7.6 */
export const digestOfErased: RawBuilder<string> = sql`
  encode(sha256(convert_to(
    string_agg(concat_ws(E'\n', seq, hash, extract(epoch FROM at), actor, event::text), E'\n' ORDER BY seq), 'UTF8')), 'hex')`;

const pageMax = 500;

/** Takes the words out of what was told of these e-mails. Whoever numbers events waits meanwhile, so that none passes by. */
export async function redact(database: Database, { ids, receipt, erased }: Redacting): Promise<Redacted> {
  await sql`SELECT FROM journal_head FOR UPDATE`.execute(database);
  const mine = sql`ANY(${[...ids]}::text[])`;
  for (;;) {
    const { rows } = await sql<{ place: number; event: Event }>`
      SELECT position AS place, event FROM journal WHERE interaction_id = ${mine} AND erased_by IS NULL
      ORDER BY position LIMIT ${pageMax}`.execute(database);
    if (rows.length === 0) break;
    await sql`
      UPDATE journal j SET event = given.event, erased_by = ${receipt} FROM ${given(rows, erased)} WHERE j.position = given.place`.execute(
      database,
    );
  }
  const { rows: waiting } = await sql<{ place: number; event: Event }>`
    SELECT id AS place, event FROM outbox WHERE event -> 'interaction' ->> 'id' = ${mine}`.execute(database);
  if (waiting.length > 0) {
    await sql`UPDATE outbox o SET event = given.event FROM ${given(waiting, erased)} WHERE o.id = given.place`.execute(
      database,
    );
  }
  const { rows: done } = await sql<{ rows: number; digest: string | null }>`
    SELECT count(*) AS rows, ${digestOfErased} AS digest FROM journal WHERE erased_by = ${receipt}`.execute(database);
  return { rows: done[0]?.rows ?? 0, digest: done[0]?.digest ?? "" };
}

function given(rows: readonly { readonly place: number; readonly event: Event }[], erased: Redacting["erased"]) {
  const told = rows.map(({ place, event }) => ({ place, event: erased(event) }));
  return sql`json_to_recordset(${json(told)}::json) AS given (place bigint, event json)`;
}
