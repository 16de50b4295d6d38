import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { Client } from "pg";
import { type Embedded, type EmbeddedOptions, startEmbedded } from "../adapters/sql/embedded/supervisor.ts";
import { atEnd, type Scope } from "./at-end.ts";
import { silentLog } from "./silent-log.ts";

/** A path for a data directory, below a folder that is closed to others and removed after the test. Nothing is there yet. */
export async function emptyDirectory(scope: Scope): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "postroom-embedded-"));
  atEnd(scope, () => rm(folder, { recursive: true, force: true }));
  return join(folder, "data");
}

/** A data directory on which a server has run and was stopped: a copy, which takes a tenth of making one. */
export async function usedDirectory(scope: Scope): Promise<string> {
  const directory = await emptyDirectory(scope);
  seed ??= makeSeed();
  // A third of the time that Node takes for a thousand files.
  await promisify(execFile)("cp", ["-a", await seed, directory]);
  return directory;
}

let seed: Promise<string> | undefined;

async function makeSeed(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "postroom-seed-"));
  process.once("beforeExit", () => {
    seed = undefined;
    return rm(folder, { recursive: true, force: true });
  });
  const embedded = await startEmbedded({ dataDirectory: folder, log: silentLog });
  await embedded.stop();
  return folder;
}

/** Gives a data directory and the folder above it to another user. */
export async function giveTo(directory: string, uid: number): Promise<void> {
  await chown(join(directory, ".."), uid, uid);
  await chmod(join(directory, ".."), 0o700);
}

/** What testing/embedded-program.ts told of itself. */
export type Told = {
  readonly applicationUrl?: string;
  readonly isAdopted?: boolean;
  readonly pid?: number;
  readonly startMs?: number;
  readonly refusal?: string;
};

export type EmbeddedProgram = {
  readonly child: ChildProcess;
  readonly told: Told;
  /** Stops it in good order. */
  stop(): Promise<void>;
};

/** Starts a process that keeps the embedded server of `directory`, as user `uid` if given, and waits for its word. */
export async function startProgram(
  scope: Scope,
  directory: string,
  options: { readonly missingTools?: readonly string[]; readonly uid?: number } = {},
): Promise<EmbeddedProgram> {
  const { uid, ...others } = options;
  const parameters = [join(import.meta.dirname, "embedded-program.ts"), directory, JSON.stringify(others)];
  const as = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(process.execPath, parameters, { ...as, cwd: "/", stdio: ["pipe", "pipe", "inherit"] });
  const stop = async () => {
    child.stdin.end();
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  atEnd(scope, stop);
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return { child, told: JSON.parse(line), stop };
}

/** Starts a server in this process, stopped after the test. */
export async function started(scope: Scope, options: Omit<EmbeddedOptions, "log">): Promise<Embedded> {
  const embedded = await startEmbedded({ log: silentLog, ...options });
  atEnd(scope, () => embedded.stop());
  return embedded;
}

/** The rows that one statement gives on a connection of its own. */
export async function asked(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
