import { sql } from "kysely";
import { type Display, displaysMax } from "../../domain/desktop/display.ts";
import type { DisplayReads, DisplayRows } from "../../ports/displays.ts";
import type { Database, Writing } from "./context.ts";
import { optional, time } from "./values.ts";

type DisplayRow = {
  id: string;
  name: string;
  token_hash: string;
  group_id: string | null;
  created_by: string;
  created_at: number;
};

/** Screens on the wall. */
export const displayReads = (database: Database): DisplayReads => ({
  async all() {
    const { rows } = await sql<DisplayRow>`
      SELECT * FROM display_tokens ORDER BY name, id LIMIT ${displaysMax}`.execute(database);
    return rows.map(displayOf);
  },
  async byToken(hash) {
    const { rows } = await sql<DisplayRow>`SELECT * FROM display_tokens WHERE token_hash = ${hash}`.execute(database);
    return rows[0] === undefined ? undefined : displayOf(rows[0]);
  },
});

export const displayRows = ({ database }: Writing): DisplayRows => ({
  async create({ id, name, token, group, by, at }) {
    await sql`
      INSERT INTO display_tokens (id, name, token_hash, group_id, created_by, created_at)
      VALUES (${id}, ${name}, ${token}, ${group ?? null}, ${by}, ${time(at)})`.execute(database);
  },
  async remove(id) {
    const { rows } = await sql<DisplayRow>`DELETE FROM display_tokens WHERE id = ${id} RETURNING *`.execute(database);
    return rows[0] === undefined ? undefined : displayOf(rows[0]);
  },
});

const displayOf = (row: DisplayRow): Display => ({
  id: row.id,
  name: row.name,
  token: row.token_hash,
  group: optional(row.group_id),
  by: row.created_by,
  at: row.created_at,
});
