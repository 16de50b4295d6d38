import type { Command } from "commander";
import type { Configuration } from "../config-options.ts";
import { addOptions, configured, storeKeys } from "./options.ts";

/** What the command expects of `main.ts`: the names of the migrations that were, or with `dryRun` would be, applied. Throws `StartRefused`. */
export type MigrateOnly = (
  configuration: Configuration,
  options: { readonly dryRun: boolean },
) => Promise<readonly string[]>;

/** `postroom migrate`: brings the schema of the database up to this release. */
export function addMigrate(program: Command): void {
  addOptions(program.command("migrate").description("bring the database up to this release"), storeKeys)
    .option("--dry-run", "only list what would be done")
    .action(async (flags) => {
      const configuration = await configured(flags);
      const { migrateOnly }: { migrateOnly: MigrateOnly } = await import("../main.ts");
      const names = await migrateOnly(configuration, { dryRun: flags.dryRun === true });
      const done = flags.dryRun === true ? "would apply" : "applied";
      process.stdout.write(names.length === 0 ? "nothing to do\n" : names.map((name) => `${done} ${name}\n`).join(""));
    });
}
