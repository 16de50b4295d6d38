import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { StartRefused } from "../start-refused.ts";
import { addBackup } from "./backup.ts";
import { addBench } from "./bench.ts";
import { addCheck } from "./check.ts";
import { addDemo } from "./demo.ts";
import { addDoctor } from "./doctor.ts";
import { addMigrate } from "./migrate.ts";
import { addMove } from "./move.ts";
import { endWithParent } from "./parent.ts";
import { addProvision } from "./provision.ts";
import { addRestore } from "./restore.ts";
import { addServe } from "./serve.ts";

endWithParent();
// Whatever we write is ours alone, whoever starts us with whatever mask. reliability.md 7.3
process.umask(0o077);
const exitCode = await run(process.argv.slice(2));
await new Promise((resolve) => process.stdout.write("", resolve));
process.exit(exitCode);

/** Runs one command to its end and says how it ended: 0 done, 1 findings or a fault, 2 bad arguments or a start that is refused, 3 what it needs is not there. product.md; reliability.md 2.10 */
async function run(words: readonly string[]): Promise<number> {
  try {
    await program().parseAsync(words, { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof StartRefused)) return fault(error);
    for (const problem of error.problems) process.stderr.write(`${problem}\n`);
    return error.exitCode;
  }
}

function program(): Command {
  const postroom = new Command("postroom")
    .description("Postroom, an e-mail contact-centre server")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${text.trim().replaceAll("\n", " ")}\n`) });
  const ofStore = [addMigrate, addProvision, addCheck, addBackup, addRestore, addMove];
  for (const add of [addServe, ...ofStore, addDoctor, addDemo, addBench]) add(postroom);
  return postroom;
}

function version(): string {
  const { version: text }: { version: string } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  );
  return text;
}

/** Not foreseen: the whole story, for a report of the fault. */
function fault(error: unknown): number {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
