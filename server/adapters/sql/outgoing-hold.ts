import { sql } from "kysely";
import type { OutgoingHold } from "../../domain/delivery/hold.ts";
import type { DeliveryRows } from "../../ports/deliveries.ts";
import type { Database } from "./context.ts";
import type { DeliveryRow } from "./delivery-row.ts";
import { optional, text } from "./values.ts";

type HoldRow = { is_held: boolean; round: number; note: string | null };

/** The hold of all outgoing mail as it is now. */
export async function holdOf(database: Database): Promise<OutgoingHold> {
  const { rows } = await sql<HoldRow>`SELECT is_held, round, note FROM outgoing_hold`.execute(database);
  return rowOf(rows[0]);
}

/** The same, locked against its change until the transaction ends. */
export async function lockHold(database: Database): Promise<OutgoingHold> {
  const { rows } = await sql<HoldRow>`SELECT is_held, round, note FROM outgoing_hold FOR SHARE`.execute(database);
  return rowOf(rows[0]);
}

/** Begins a round. Claims and marks that run at this moment end first. */
export async function setHold(database: Database, isHeld: boolean, note: string | undefined): Promise<void> {
  await sql`
    UPDATE outgoing_hold SET is_held = ${isHeld}, round = round + 1, note = ${note === undefined ? null : text(note)}`.execute(
    database,
  );
}

/** Deliveries that must follow the present round: found by a partial index, whichever way it goes. */
export async function behindHold(database: Database, limit: number): Promise<readonly string[]> {
  const { isHeld, round } = await holdOf(database);
  const states = isHeld ? sql`state IN ('waiting', 'retrying')` : sql`state = 'held'`;
  const { rows } = await sql<{ id: string }>`
    SELECT interaction_id AS id FROM deliveries WHERE ${states} AND hold_round < ${round}
    ORDER BY interaction_id LIMIT ${limit}`.execute(database);
  return rows.map((row) => row.id);
}

/** Claims what is due under this hold. mail.md 11.3 step 1 */
export async function claimDue(
  database: Database,
  { owner, now, limit, hold: { isHeld, round }, recipients }: Parameters<DeliveryRows["claimDue"]>[0],
): Promise<readonly DeliveryRow[]> {
  const ofRound = isHeld ? sql`AND hold_round = ${round}` : sql``;
  // What may have gone is looked for before it goes again.
  const isOpen = sql`${ofRound} AND NOT EXISTS (
    SELECT FROM sent_filings f WHERE f.interaction_id = deliveries.interaction_id AND f.kind = 'look' AND f.holds_until > ${now})`;
  const within =
    recipients === undefined
      ? sql``
      : sql`AND interaction_id IN (
          SELECT interaction_id FROM (
            SELECT interaction_id, sum(cardinality(to_list)) OVER oldest AS together, row_number() OVER oldest = 1 AS is_first FROM (
              SELECT interaction_id, to_list, due, place FROM deliveries
              WHERE state IN ('waiting', 'retrying') AND due <= ${now} ${isOpen} ORDER BY due, place LIMIT ${limit}) first
            WINDOW oldest AS (ORDER BY due, place)) counted
          WHERE together <= ${recipients.max} OR (is_first AND ${recipients.evenFirst}))`;
  const { rows } = await sql<DeliveryRow>`
    WITH due AS (
      SELECT interaction_id FROM deliveries WHERE state IN ('waiting', 'retrying') AND due <= ${now}
        ${isOpen} ${within}
      ORDER BY due, place LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE deliveries d SET state = 'sending', stage = 'open', owner = ${owner}, fence = fence + 1, attempts = attempts + 1,
      due = NULL, due_shown = NULL
    FROM due WHERE d.interaction_id = due.interaction_id RETURNING d.*`.execute(database);
  return rows;
}

function rowOf(row: HoldRow | undefined): OutgoingHold {
  if (row === undefined) throw new Error("the hold of outgoing mail is missing: the database was not prepared");
  return { isHeld: row.is_held, round: row.round, note: optional(row.note) };
}
