import { sql } from "kysely";
import type { SnoozeReads, SnoozeRows } from "../../ports/snoozes.ts";
import type { Database, Writing } from "./context.ts";
import { type InteractionRow, interactionColumns, interactionOf } from "./interaction-row.ts";
import { time } from "./values.ts";

/** What people have put off. */
export const snoozeReads = (database: Database): SnoozeReads => ({
  async of(user) {
    const { rows } = await sql<InteractionRow>`
      SELECT ${interactionColumns} FROM interactions i WHERE snooze IS NOT NULL AND snooze ->> 'user' = ${user}
      ORDER BY (snooze ->> 'until')::bigint, id LIMIT 1000`.execute(database);
    return rows.map(interactionOf);
  },
});

/** The deadline alone is brought forward, and its timer with it: the clock does the rest. */
export const snoozeRows = ({ database, now }: Writing): SnoozeRows => ({
  async hasten(thread) {
    await sql`
      WITH hastened AS (
        UPDATE interactions SET deadline_due = ${now.steady}, deadline_shown = ${time(now.wall)}
        WHERE thread_id = ${thread} AND deadline_row = 'Wake' AND snooze ->> 'wakesOnReply' = 'true' AND deadline_due > ${now.steady}
        RETURNING id)
      UPDATE timers t SET due = ${now.steady} FROM hastened h WHERE t.interaction_id = h.id`.execute(database);
  },
});
