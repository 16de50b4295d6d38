import { sql } from "kysely";
import { noRules, type RuleSet } from "../../domain/rules/rule.ts";
import type { RuleReads, RuleRows } from "../../ports/rules.ts";
import { StaleWrite } from "../../ports/store.ts";
import type { Database, Writing } from "./context.ts";
import type { Remembered } from "./remembered.ts";
import { json, text, time } from "./values.ts";

type PublishedRow = RuleSet & { at: number; by: string };

/** How incoming mail is routed. */
export const ruleReads = (database: Database, remembered: Remembered): RuleReads => {
  const publication = async (version?: number) => {
    const { rows } = await sql<PublishedRow>`
      SELECT version, rules, published_at AS at, published_by AS by FROM rule_sets
      WHERE ${version ?? null}::bigint IS NULL OR version = ${version ?? null} ORDER BY version DESC LIMIT 1`.execute(
      database,
    );
    return rows[0];
  };
  const published = () => remembered.get("routing rules", async () => (await publication()) ?? noRules);
  return {
    publication,
    published,
    async draft() {
      const { rows } = await sql<RuleSet>`SELECT version, rules FROM rule_draft`.execute(database);
      return rows[0] ?? { version: 0, rules: (await published()).rules };
    },
    async hitsSince(wall) {
      const { rows } = await sql<{ rule_id: string; hits: number }>`
        SELECT rule_id, sum(hits)::bigint AS hits FROM rule_hits WHERE day >= (${time(wall)}::timestamptz AT TIME ZONE 'UTC')::date
        GROUP BY rule_id`.execute(database);
      return new Map(rows.map(({ rule_id, hits }) => [rule_id, hits]));
    },
  };
};

/** Writing it. */
export const ruleRows = ({ database, now, remembered }: Writing): RuleRows => ({
  async saveDraft({ version, rules }) {
    const { numAffectedRows } = await sql`
      INSERT INTO rule_draft (version, rules) VALUES (${version}, ${json(rules)}::jsonb)
      ON CONFLICT (one) DO UPDATE SET version = excluded.version, rules = excluded.rules
      WHERE rule_draft.version = excluded.version - 1`.execute(database);
    if (numAffectedRows !== 1n) throw new StaleWrite("rules");
  },
  async publish({ version, rules }, by) {
    remembered.forget();
    const { numAffectedRows } = await sql`
      INSERT INTO rule_sets VALUES (${version}, ${json(rules)}::jsonb, ${time(now.wall)}, ${text(by)})
      ON CONFLICT DO NOTHING`.execute(database);
    if (numAffectedRows !== 1n) throw new StaleWrite("rules");
  },
  async noteHits(hits) {
    const rows = [...hits].map(([rule, count]) => ({ rule, count })).toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
    await sql`
      INSERT INTO rule_hits SELECT (${time(now.wall)}::timestamptz AT TIME ZONE 'UTC')::date, given.rule, given.count
      FROM jsonb_to_recordset(${json(rows)}::jsonb) AS given (rule text, count bigint)
      ON CONFLICT (day, rule_id) DO UPDATE SET hits = rule_hits.hits + excluded.hits`.execute(database);
    await sql`DELETE FROM rule_hits WHERE day < (${time(now.wall - keptMs)}::timestamptz AT TIME ZONE 'UTC')::date`.execute(
      database,
    );
  },
});

/** Longer than anybody asks for. */
const keptMs = 30 * 86_400_000;
