import type { Command } from "commander";
import type { Configuration } from "../config-options.ts";
import { type Finding, tellFindings } from "./findings.ts";
import { addOptions, configured, fileName, storeKeys } from "./options.ts";

/** What the command expects of `main.ts`: makes a store of the backup where none is, and checks it. Throws `StartRefused`. */
export type RestoreStore = (
  configuration: Configuration,
  file: string,
) => Promise<{
  readonly madeAt: number;
  readonly rows: number;
  readonly files: number;
  readonly missing: readonly string[];
  readonly keysMissing: readonly string[];
  readonly findings: readonly Finding[];
  /** Where the audit of the copy ends. */
  readonly audit: { readonly seq: number; readonly hash: string };
}>;

/** `postroom restore FILE`: a store from a backup, which sends nothing until somebody releases it; exit code 1 when the check finds something. */
export function addRestore(program: Command): void {
  const command = program
    .command("restore")
    .description("make a store of a backup, in an empty directory or database only; then all outgoing mail is held")
    .argument("<file>", "what backup wrote", fileName);
  addOptions(command, [...storeKeys, "keyFile"]).action(async (file: string, flags) => {
    const configuration = await configured(flags);
    const { restoreStore }: { restoreStore: RestoreStore } = await import("../main.ts");
    const restored = await restoreStore(configuration, file);
    const { madeAt, rows, files, missing, keysMissing, findings, audit } = restored;
    const when = new Date(madeAt).toISOString();
    const proof = `${audit.seq}-${audit.hash}`;
    process.stdout.write(
      `restored ${rows} rows and ${files} files of the backup of ${when}, whose audit ends at ${proof}\n`,
    );
    process.stdout.write("all outgoing mail is held until a supervisor or an admin releases it\n");
    for (const name of missing) process.stdout.write(`file ${name} was missing already when the backup was made\n`);
    for (const name of keysMissing)
      process.stdout.write(`keys are in no backup: put those of before at ${name}, if there were any\n`);
    tellFindings(findings);
  });
}
