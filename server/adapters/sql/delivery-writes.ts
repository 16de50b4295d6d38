import { sql } from "kysely";
import type { Delivery } from "../../domain/delivery/delivery.ts";
import type { AttemptOf } from "../../ports/deliveries.ts";
import type { Database } from "./context.ts";
import { json, text, time } from "./values.ts";

/** Writes deliveries under their fences, in one statement: attempts that end together share it. Value: the interactions of those that were written. */
export async function saveAll(database: Database, deliveries: readonly Delivery[]): Promise<ReadonlySet<string>> {
  if (deliveries.length === 0) return new Set();
  const column = <T>(of: (one: Delivery) => T): T[] => deliveries.map(of);
  const { rows } = await sql<{ interaction_id: string }>`
    UPDATE deliveries d SET state = given.state, stage = given.stage,
      to_list = ARRAY(SELECT jsonb_array_elements_text(given.to_list)), group_number = given.group_number,
      is_sent = given.is_sent, refusals = given.refusals, attempts = given.attempts, queued_at = given.queued_at,
      hold_round = given.hold_round, due = given.due, due_shown = given.due_shown
    FROM unnest(${column(({ interaction }) => interaction)}::text[], ${column(({ fence }) => fence)}::bigint[],
      ${column(({ state }) => state)}::text[], ${column(({ stage }) => stage ?? null)}::text[],
      ${column(({ to }) => json(to.map(text)))}::jsonb[], ${column(({ group }) => group)}::integer[],
      ${column(({ isSent }) => isSent)}::boolean[], ${column(({ refusals }) => refusals)}::integer[],
      ${column(({ attempts }) => attempts)}::integer[], ${column(({ queuedAt }) => time(queuedAt))}::timestamptz[],
      ${column(({ holdRound }) => holdRound)}::bigint[], ${column(({ nextAttempt }) => nextAttempt?.due ?? null)}::bigint[],
      ${column(({ nextAttempt }) => (nextAttempt === undefined ? null : time(nextAttempt.shown)))}::timestamptz[])
      AS given (interaction, fence, state, stage, to_list, group_number, is_sent, refusals, attempts, queued_at, hold_round,
        due, due_shown)
    WHERE d.interaction_id = given.interaction AND d.fence = given.fence RETURNING d.interaction_id`.execute(database);
  return new Set(rows.map((row) => row.interaction_id));
}

/** Keeps attempts, in one statement. */
export async function addAttempts(database: Database, attempts: readonly AttemptOf[]): Promise<void> {
  if (attempts.length === 0) return;
  const column = <T>(of: (one: AttemptOf) => T): T[] => attempts.map(of);
  await sql`
    INSERT INTO delivery_attempts (interaction_id, number, at, host, code, enhanced_code, text, outcome)
    SELECT * FROM unnest(${column(({ interaction }) => interaction)}::text[],
      ${column(({ attempt }) => attempt.number)}::integer[], ${column(({ attempt }) => time(attempt.at))}::timestamptz[],
      ${column(({ attempt }) => text(attempt.host))}::text[], ${column(({ attempt }) => attempt.code ?? null)}::integer[],
      ${column(({ attempt }) => attempt.enhancedCode ?? null)}::text[],
      ${column(({ attempt }) => text(attempt.text))}::text[], ${column(({ attempt }) => attempt.outcome)}::text[])
    ON CONFLICT (interaction_id, number) DO UPDATE SET at = excluded.at, host = excluded.host, code = excluded.code,
      enhanced_code = excluded.enhanced_code, text = excluded.text, outcome = excluded.outcome`.execute(database);
}
