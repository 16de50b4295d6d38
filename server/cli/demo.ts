import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { readConfiguration } from "../config.ts";
import { type Configuration, options } from "../config-options.ts";
import type { Log } from "../ports/log.ts";
import { StartRefused } from "../start-refused.ts";
import { runUntilStopped } from "./run-until-stopped.ts";

/** What the command expects of `demo/demo.ts`: starts everything and prints URL, log-ins and curl lines. Throws `StartRefused`. */
export type StartDemo = (
  configuration: Configuration,
  options: { readonly log: Log; readonly print: (line: string) => void },
) => Promise<{ stop(): Promise<void> }>;

type Flags = {
  readonly data?: string | undefined;
  readonly http?: string;
  readonly smtp?: string;
  readonly logLevel?: string;
  readonly reload?: boolean;
};

/** `postroom demo`: a team, mail flowing in, a catch-all for outgoing mail. Never talks to the outside: environment and file are not read. */
export function addDemo(program: Command): void {
  program
    .command("demo")
    .description("start everything with a demo team and mail flowing in")
    .option("--data <dir>", "folder that is kept (default: a temporary one, removed at the end)")
    .option("--http <host:port>", "where the API and the desktop listen (default: 127.0.0.1:8080, or any free port)")
    .option("--smtp <host:port>", "where mail comes in (default: 127.0.0.1:2525, or any free port)")
    .option(options.logLevel.flag, `${options.logLevel.description} (default: warn)`)
    .option("--reload", "start again whenever a source file changes")
    .action((flags: Flags) => (flags.reload === true ? reloading() : demo(flags)));
}

async function demo(flags: Flags): Promise<void> {
  const temporary = flags.data === undefined ? await mkdtemp(join(tmpdir(), "postroom-demo-")) : undefined;
  try {
    const configuration = await demoConfiguration({ ...flags, data: flags.data ?? temporary });
    const { createLog } = await import("../adapters/log/pino.ts");
    const { startDemo }: { startDemo: StartDemo } = await import("../demo/demo.ts");
    const log = createLog({ level: configuration.logLevel });
    const print = (line: string): void => void process.stdout.write(`${line}\n`);
    await runUntilStopped(() => startDemo(configuration, { log, print }), log);
  } finally {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  }
}

async function demoConfiguration({ data, http, smtp, logLevel = "warn" }: Flags): Promise<Configuration> {
  const flags = {
    data,
    http: http ?? (await usualOrFree(8080)),
    smtp: smtp ?? (await usualOrFree(2525)),
    logLevel,
  };
  const read = readConfiguration({ flags, environment: {} });
  if (!read.ok) throw new StartRefused(read.problems, 2);
  return read.configuration;
}

/** The usual port while nobody has it: a demo must not fail because something else runs. */
async function usualOrFree(port: number): Promise<string> {
  const server = createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    server.close();
    await once(server, "close");
    return `127.0.0.1:${port}`;
  } catch {
    return "127.0.0.1:0";
  }
}

/** Node watches what is imported and starts the demo again. */
async function reloading(): Promise<void> {
  const command = fileURLToPath(new URL("./postroom.ts", import.meta.url));
  const words = process.argv.slice(2).filter((word) => word !== "--reload");
  const child = spawn(
    process.execPath,
    [...process.execArgv, "--watch", "--watch-preserve-output", command, ...words],
    { stdio: "inherit" },
  );
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, "exit");
  process.exitCode = code ?? 1;
}
