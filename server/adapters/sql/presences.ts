import { sql } from "kysely";
import type { Present } from "../../domain/desktop/presence.ts";
import type { Moment } from "../../domain/interaction/interaction.ts";
import type { PresenceReads, PresenceRows } from "../../ports/presences.ts";
import type { Database, Writing } from "./context.ts";
import { time } from "./values.ts";

type PresentRow = { interaction_id: string; user_id: string; level: Present["level"]; since: number };

/** Who looks at what now. */
export const presenceReads = (database: Database, now: Moment): PresenceReads => ({
  async at(interactions) {
    if (interactions.length === 0) return [];
    const { rows } = await sql<PresentRow>`
      SELECT interaction_id, user_id, level, since FROM presences
      WHERE interaction_id = ANY(${[...interactions]}::text[]) AND until > ${now.steady} ORDER BY since, user_id LIMIT 10000`.execute(
      database,
    );
    return [...Map.groupBy(rows, (row) => row.interaction_id)].map(([interaction, people]) => ({
      interaction,
      people: people.map(({ user_id: user, level, since }) => ({ user, level, since })),
    }));
  },
  async endedAt(steady, limit) {
    const { rows } = await sql<{ id: string }>`
      SELECT interaction_id AS id FROM presences WHERE until <= ${steady} ORDER BY until LIMIT ${limit}`.execute(
      database,
    );
    return [...new Set(rows.map((row) => row.id))];
  },
});

/** Writing presence. */
export const presenceRows = ({ database, now }: Writing): PresenceRows => ({
  async set(interaction, user, level, until) {
    const { rows } = await sql<{ level: string; until: number }>`
      SELECT level, until FROM presences WHERE interaction_id = ${interaction} AND user_id = ${user} FOR UPDATE`.execute(
      database,
    );
    const isNew = rows[0]?.level !== level || rows[0].until <= now.steady;
    await sql`
      INSERT INTO presences (interaction_id, user_id, level, since, until)
      VALUES (${interaction}, ${user}, ${level}, ${time(now.wall)}, ${until})
      ON CONFLICT (interaction_id, user_id) DO UPDATE SET level = excluded.level, until = excluded.until,
        since = CASE WHEN ${isNew} THEN excluded.since ELSE presences.since END`.execute(database);
    return isNew;
  },
  async leave(interaction, user) {
    const { numAffectedRows } = await sql`
      DELETE FROM presences WHERE interaction_id = ${interaction} AND user_id = ${user}`.execute(database);
    return numAffectedRows === 1n;
  },
  async clear(interaction, steady) {
    const { numAffectedRows } = await sql`
      DELETE FROM presences WHERE interaction_id = ${interaction} AND until <= ${steady}`.execute(database);
    return (numAffectedRows ?? 0n) > 0n;
  },
  async nextVersion() {
    const { rows } = await sql<{ version: number }>`SELECT nextval('presence_versions') AS version`.execute(database);
    return rows[0]?.version ?? 0;
  },
});
