import { sql } from "kysely";
import type { Event } from "../../domain/interaction/events.ts";
import { workDone } from "../../domain/reporting/work-done.ts";
import type { Database } from "./context.ts";
import { text, time } from "./values.ts";

/** Keeps what these events add to the reports, in one statement, and in none when they add nothing. `at` is wall milliseconds. */
export async function keepWorkDone(
  database: Database,
  happened: readonly { readonly at: number; readonly event: Event }[],
): Promise<void> {
  const { ends, spells, answers, readiness } = workDone(happened);
  if (ends.length + spells.length + answers.length + readiness.length === 0) return;
  const moment = (at: number | undefined): Date | null => (at === undefined ? null : time(at));
  await sql`
    WITH ended AS (
      UPDATE work_spells w SET ended_at = given.at, ended_by = given.by
      FROM unnest(${ends.map(({ interaction }) => interaction)}::text[], ${ends.map(({ endedAt }) => time(endedAt))}::timestamptz[],
        ${ends.map(({ endedBy }) => endedBy)}::text[]) AS given (interaction, at, by)
      WHERE w.interaction_id = given.interaction AND w.ended_at IS NULL),
    answered AS (
      INSERT INTO first_answers (interaction_id, user_id, at)
      SELECT * FROM unnest(${answers.map(({ interaction }) => interaction)}::text[], ${answers.map(({ user }) => user)}::text[],
        ${answers.map(({ at }) => time(at))}::timestamptz[])
      ON CONFLICT DO NOTHING),
    changed AS (
      INSERT INTO readiness_changes (user_id, at, state, reason)
      SELECT * FROM unnest(${readiness.map(({ user }) => user)}::text[], ${readiness.map(({ at }) => time(at))}::timestamptz[],
        ${readiness.map(({ state }) => state)}::text[],
        ${readiness.map(({ reason }) => (reason === undefined ? null : text(reason)))}::text[]))
    INSERT INTO work_spells (interaction_id, user_id, began_at, ended_at, ended_by)
    SELECT * FROM unnest(${spells.map(({ interaction }) => interaction)}::text[], ${spells.map(({ user }) => user)}::text[],
      ${spells.map(({ beganAt }) => time(beganAt))}::timestamptz[], ${spells.map(({ endedAt }) => moment(endedAt))}::timestamptz[],
      ${spells.map(({ endedBy }) => endedBy ?? null)}::text[])`.execute(database);
}
