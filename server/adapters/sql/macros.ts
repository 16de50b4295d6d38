import { sql } from "kysely";
import { type Macros, noMacros } from "../../domain/desktop/macro.ts";
import type { MacroReads, MacroRows } from "../../ports/macros.ts";
import { StaleWrite } from "../../ports/store.ts";
import type { Database, Writing } from "./context.ts";
import { json } from "./values.ts";

/** What people do again and again. */
export const macroReads = (database: Database): MacroReads => ({
  async of(user) {
    const { rows } = await sql<Macros>`SELECT version, macros FROM macros WHERE user_id = ${user}`.execute(database);
    return rows[0] ?? noMacros;
  },
});

/** Writing macros. */
export const macroRows = ({ database }: Writing): MacroRows => ({
  async save(user, { version, macros }) {
    const { numAffectedRows } = await sql`
      INSERT INTO macros (user_id, version, macros) VALUES (${user}, ${version}, ${json(macros)}::jsonb)
      ON CONFLICT (user_id) DO UPDATE SET version = excluded.version, macros = excluded.macros
      WHERE macros.version = excluded.version - 1`.execute(database);
    if (numAffectedRows !== 1n) throw new StaleWrite(user);
  },
});
