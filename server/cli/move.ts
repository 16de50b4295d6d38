import { type Command, InvalidArgumentError } from "commander";
import type { Configuration } from "../config-options.ts";
import { database } from "../config-values.ts";
import { type Finding, tellFindings } from "./findings.ts";
import { addOptions, configured } from "./options.ts";

/** What the command expects of `main.ts`: moves the embedded database into the empty one of `to`, and checks it there. Throws `StartRefused`. */
export type MoveStore = (
  configuration: Configuration,
  to: Configuration,
) => Promise<{ readonly to: string; readonly rows: number; readonly findings: readonly Finding[] }>;

/** `postroom move --to URL`: from the embedded database to one of one's own; exit code 1 when the check finds something. */
export function addMove(program: Command): void {
  const command = program
    .command("move")
    .description("move the embedded database of a server that does not run into an empty one of your own")
    .requiredOption("--to <url>", "the empty database, postgres://user:pass@host:port/name", externalUrl);
  addOptions(command, ["data", "logLevel"]).action(async ({ to: url, ...flags }) => {
    const configuration = { ...(await configured(flags)), database: { kind: "embedded" } as const };
    const { moveStore }: { moveStore: MoveStore } = await import("../main.ts");
    const target = { ...configuration, database: { kind: "external", url } as const };
    const { to, rows, findings } = await moveStore(configuration, target);
    process.stdout.write(`moved ${rows} rows to ${to}; start with --database and the same --data: files stay there\n`);
    tellFindings(findings);
  });
}

function externalUrl(text: string): string {
  const read = database.safeParse(text);
  if (read.success && read.data.kind === "external") return read.data.url;
  throw new InvalidArgumentError("expected postgres://user:pass@host:port/name");
}
