import { sql } from "kysely";
import { neverChosen } from "../../domain/desktop/preferences.ts";
import type { PreferenceReads, PreferenceRows } from "../../ports/preferences.ts";
import { StaleWrite } from "../../ports/store.ts";
import type { Database, Writing } from "./context.ts";
import { json } from "./values.ts";

/** How people like the desktop. */
export const preferenceReads = (database: Database): PreferenceReads => ({
  async of(user) {
    const { rows } = await sql<{ version: number; values: Readonly<Record<string, unknown>> }>`
      SELECT version, chosen AS values FROM preferences WHERE user_id = ${user}`.execute(database);
    return rows[0] ?? neverChosen;
  },
});

/** Writing preferences. */
export const preferenceRows = ({ database }: Writing): PreferenceRows => ({
  async save(user, { version, values }) {
    const { numAffectedRows } = await sql`
      INSERT INTO preferences (user_id, version, chosen) VALUES (${user}, ${version}, ${json(values)}::jsonb)
      ON CONFLICT (user_id) DO UPDATE SET version = excluded.version, chosen = excluded.chosen
      WHERE preferences.version = excluded.version - 1`.execute(database);
    if (numAffectedRows !== 1n) throw new StaleWrite(user);
  },
});
