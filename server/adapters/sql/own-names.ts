import { migrationsFolder, readMigrations } from "./migrations.ts";

/** How the tables and the sequences without a table are called that the migrations make. */
export type OwnNames = { readonly tables: ReadonlySet<string>; readonly sequences: ReadonlySet<string> };

/** What of a schema is ours: in a database of the user's own, somebody else's may lie beside it. scale.md 1 */
export async function ownNames(): Promise<OwnNames> {
  const text = (await readMigrations(migrationsFolder)).map(({ sql }) => sql).join("\n");
  const made = (pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map(([, name = ""]) => name);
  return {
    tables: new Set(["schema_migrations", ...made(/^CREATE TABLE (\w+)/gm)]),
    sequences: new Set(made(/^CREATE SEQUENCE (\w+)/gm)),
  };
}
