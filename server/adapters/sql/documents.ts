import { sql } from "kysely";
import type { DocumentReads } from "../../ports/documents.ts";
import type { Database } from "./context.ts";
import { mayRead } from "./interaction-reads.ts";
import { type InteractionRow, interactionOf } from "./interaction-row.ts";

/** Documents by the e-mails that carry them; the actor's own come first, so that many carriers hide none of these. */
export const documentReads = (database: Database): DocumentReads => ({
  async readable(id, actor) {
    const { rows } = await sql<InteractionRow>`
      SELECT * FROM interactions i
      WHERE attachments <> '[]' AND jsonb_path_query_array(attachments, '$[*].id') ? ${id}::text
      ORDER BY holder = ${actor.id} DESC NULLS LAST,
        EXISTS (SELECT 1 FROM holders WHERE interaction_id = i.id AND user_id = ${actor.id}) DESC, received_at, i.id
      LIMIT ${carriersMax}`.execute(database);
    for (const row of rows) {
      const interaction = interactionOf(row);
      if (await mayRead(database, interaction, actor)) return interaction.attachments.find((one) => one.id === id);
    }
    return undefined;
  },
});

const carriersMax = 100;
