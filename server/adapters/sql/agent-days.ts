import { sql } from "kysely";
import { daySharesOf } from "../../domain/agent/day.ts";
import type { Event } from "../../domain/interaction/events.ts";
import type { Database } from "./context.ts";
import { time } from "./values.ts";

type Happened = { readonly at: number; readonly actor: string; readonly event: Event };
type Day = { done: number; declined: number; missed: number; action: string | null; at: number | null };

/** Adds what these events are to the days of those who did it, in one statement. `at` is wall milliseconds. */
export async function countDays(database: Database, rows: readonly Happened[]): Promise<void> {
  const days = new Map<string, Day & { readonly user: string; readonly day: string }>();
  for (const { at, actor, event } of rows) {
    for (const { user, counts, action } of daySharesOf(event, actor)) {
      const day = new Date(at).toISOString().slice(0, 10);
      const key = `${user} ${day}`;
      const sum = days.get(key) ?? { user, day, done: 0, declined: 0, missed: 0, action: null, at: null };
      if (counts !== undefined) sum[counts] += 1;
      if (action !== undefined) Object.assign(sum, { action, at });
      days.set(key, sum);
    }
  }
  if (days.size === 0) return;
  const column = <T>(of: (one: Day & { readonly user: string; readonly day: string }) => T): T[] =>
    [...days.values()].map(of);
  await sql`
    INSERT INTO agent_days AS present (user_id, day, done, declined, missed, last_operation, last_at)
    SELECT * FROM unnest(${column(({ user }) => user)}::text[], ${column(({ day }) => day)}::date[],
      ${column(({ done }) => done)}::integer[], ${column(({ declined }) => declined)}::integer[],
      ${column(({ missed }) => missed)}::integer[], ${column(({ action }) => action)}::text[],
      ${column(({ at }) => (at === null ? null : time(at)))}::timestamptz[])
    ON CONFLICT (user_id, day) DO UPDATE SET done = present.done + excluded.done,
      declined = present.declined + excluded.declined, missed = present.missed + excluded.missed,
      last_operation = coalesce(excluded.last_operation, present.last_operation),
      last_at = coalesce(excluded.last_at, present.last_at)`.execute(database);
}
