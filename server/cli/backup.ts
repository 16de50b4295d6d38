import type { Command } from "commander";
import type { Configuration } from "../config-options.ts";
import { addOptions, configured, fileName, storeKeys } from "./options.ts";

/** What the command expects of `main.ts`: writes the whole store into the file, unless it is stopped. Throws `StartRefused`. */
export type BackUpStore = (
  configuration: Configuration,
  file: string,
  stopped: AbortSignal,
) => Promise<{
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  readonly missing: readonly string[];
}>;

/** `postroom backup FILE`: the whole store in one file; exit code 1 when a stored file could not be read. */
export function addBackup(program: Command): void {
  const command = program
    .command("backup")
    .description("write the whole store into one file, beside a running server or alone; the key file is not in it")
    .argument("<file>", "an older backup of this name is replaced when the new one is whole", fileName);
  addOptions(command, storeKeys).action(async (file: string, flags) => {
    const configuration = await configured(flags);
    const { backUpStore }: { backUpStore: BackUpStore } = await import("../main.ts");
    const { rows, files, bytes, missing } = await backUpStore(configuration, file, stopAsked());
    process.stdout.write(`${file}: ${rows} rows and ${files} files, ${bytes} bytes\n`);
    for (const name of missing) process.stderr.write(`file ${name} cannot be read and is not in the backup\n`);
    if (missing.length > 0) process.exitCode = 1;
  });
}

/** A signal ends what is half done and removes it; a second one ends the process at once. */
function stopAsked(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => stopping.abort(new Error(`stopped by ${signal}`)));
  }
  return stopping.signal;
}
