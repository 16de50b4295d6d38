import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** One numbered step of the schema. */
export type Migration = {
  readonly number: number;
  /** The file's name, "0001-initial.sql". */
  readonly name: string;
  readonly sql: string;
  /** Hex SHA-256 of `sql`. */
  readonly checksum: string;
};

/** The steps that this release knows, `migrations/` beside this file. */
export const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

/** The `.sql` files of a folder in their order. A name without a number, or a number twice, is a bug of ours. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const migrations = await Promise.all(names.map((name) => readMigration(folder, name)));
  const numbers = new Set(migrations.map((migration) => migration.number));
  assert.equal(numbers.size, migrations.length, `two migrations in ${folder} have one number`);
  return migrations;
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const [, digits] = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(name) ?? [];
  assert(digits !== undefined, `a migration is named NNNN-what-it-does.sql, not ${name}`);
  // A checkout on Windows may have other line ends; the step is the same.
  const sql = (await readFile(join(folder, name), "utf8")).replaceAll("\r\n", "\n");
  return { number: Number(digits), name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}
