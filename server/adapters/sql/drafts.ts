import { sql } from "kysely";
import type { DraftReads, DraftVersion } from "../../ports/drafts.ts";
import type { Database } from "./context.ts";

/** What the history of an e-mail says of its texts, numbered events and those that wait for their number. */
export const draftReads = (database: Database): DraftReads => ({
  async versions(interaction, limit) {
    const { rows } = await sql<DraftVersion>`
      SELECT v.version, v.content, v.at, v.actor AS by, octet_length(c.body_html) + octet_length(c.body_text) AS bytes
      FROM (
        SELECT DISTINCT ON (content) * FROM (
          SELECT (event -> 'interaction' ->> 'version')::bigint AS version, event -> 'interaction' ->> 'content' AS content, at, actor
            FROM journal WHERE interaction_id = ${interaction}
          UNION ALL
          SELECT (event -> 'interaction' ->> 'version')::bigint, event -> 'interaction' ->> 'content', at, actor
            FROM outbox WHERE event -> 'interaction' ->> 'id' = ${interaction}) told
        ORDER BY content, version) v
      JOIN contents c ON c.id = v.content ORDER BY v.version DESC LIMIT ${limit}`.execute(database);
    return rows;
  },
  async participants(thread) {
    const { rows } = await sql<{ address: string }>`
      SELECT address FROM thread_participants WHERE thread_id = ${thread} LIMIT 500`.execute(database);
    return rows.map((row) => row.address);
  },
});
