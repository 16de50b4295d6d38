import { sql } from "kysely";
import type { KeptDecision, OfferReads, OfferRows } from "../../ports/offers.ts";
import type { Database, Writing } from "./context.ts";
import { json } from "./values.ts";

const keptMax = 50;

/** Why offers were made to whom. */
export const offerReads = (database: Database): OfferReads => ({
  async decisions(interaction) {
    const { rows } = await sql<{ version: number; decision: KeptDecision }>`
      SELECT version, decision FROM offer_decisions WHERE interaction_id = ${interaction}`.execute(database);
    return new Map(rows.map(({ version, decision }) => [version, decision]));
  },
});

export const offerRows = ({ database }: Writing): OfferRows => ({
  async keep(interaction, version, decision) {
    await sql`
      WITH cut AS (
        DELETE FROM offer_decisions WHERE interaction_id = ${interaction} AND version <= (
          SELECT version FROM offer_decisions WHERE interaction_id = ${interaction}
          ORDER BY version DESC OFFSET ${keptMax - 1} LIMIT 1))
      INSERT INTO offer_decisions (interaction_id, version, decision)
      VALUES (${interaction}, ${version}, ${json(decision)}::jsonb)`.execute(database);
  },
});
