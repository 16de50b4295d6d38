import type { Command } from "commander";
import type { Configuration } from "../config-options.ts";
import type { Log } from "../ports/log.ts";
import { addOptions, configured, type OptionKey } from "./options.ts";
import { runUntilStopped } from "./run-until-stopped.ts";

/** What the command expects of `main.ts`. Throws `StartRefused`. `onReady` is called once, when SMTP, HTTP, timers and send queue work. */
export type StartPostroom = (
  configuration: Configuration,
  options: { readonly log: Log; readonly onReady?: (ready: Ready) => void },
) => Promise<{ readonly ready: Ready; stop(): Promise<void> }>;

/** The one JSON line on stdout. `smtp` and `lmtp` are absent when they are off. product.md */
export type Ready = {
  readonly event: "ready";
  readonly pid: number;
  readonly http: string;
  readonly smtp?: string | undefined;
  readonly lmtp?: string | undefined;
  readonly version: string;
};

const keys: readonly OptionKey[] = [
  "data",
  "http",
  "smtp",
  "lmtp",
  "smtpCertificate",
  "smtpKey",
  "relay",
  "database",
  "provision",
  "keyFile",
  "logLevel",
  "metricsToken",
];

/** `postroom serve`: runs until SIGTERM or SIGINT. product.md */
export function addServe(program: Command): void {
  addOptions(program.command("serve").description("run the server"), keys).action(async (flags) => {
    const configuration = await configured(flags, async (named) => {
      const { problemsInFiles } = await import("../start/named-files.ts");
      return problemsInFiles(named);
    });
    const { createLog } = await import("../adapters/log/pino.ts");
    const { startPostroom }: { startPostroom: StartPostroom } = await import("../main.ts");
    const log = createLog({ level: configuration.logLevel });
    const onReady = (ready: Ready): void => void process.stdout.write(`${JSON.stringify(ready)}\n`);
    await runUntilStopped(() => startPostroom(configuration, { log, onReady }), log);
  });
}
