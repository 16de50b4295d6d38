import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, createReadStream, openSync } from "node:fs";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { beginPrepared } from "./prepared.ts";

/** The ready line (product.md, `postroom serve`). */
export type Ready = {
  readonly event: "ready";
  readonly pid: number;
  readonly http: string;
  readonly smtp: string;
  readonly lmtp?: string;
  readonly version: string;
};

/** How a process ended. */
export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type ServerOptions = {
  /** A file of `fixtures/teams` without its ending, or the path of a provisioning file. */
  readonly team?: string;
  readonly relay?: string;
  /** None: the embedded database. */
  readonly database?: string;
  /** A directory that several servers share; whoever made it removes it. None: one of its own. */
  readonly data?: string;
  /** Makes the data directory, which is not there yet; unless given, one without rows is made. */
  readonly makeData?: (data: string) => Promise<unknown>;
  readonly flags?: readonly string[];
  readonly readyWithinMs?: number;
  /** Instead of what `node server/bin/postroom.mjs serve` becomes. */
  readonly command?: readonly string[];
  /** Words in front of the command: a tracer. */
  readonly under?: readonly string[];
};

/** `postroom serve` as a stranger runs it: a process, a data directory, a ready line. */
export type RunningServer = {
  /** Of the present process; after `restart` with the same addresses. */
  readonly ready: () => Ready;
  readonly data: string;
  /** What it wrote on stderr so far. */
  readonly log: () => Promise<string>;
  /** `kill -9`; resolves when the process is gone. */
  readonly kill: () => Promise<Ended>;
  /** SIGTERM; resolves when the process is gone. */
  readonly stop: () => Promise<Ended>;
  /** Starts it again on the same data and the same addresses; it must have ended. */
  readonly restart: () => Promise<Ready>;
  /** Resolves when the present process ends, for whatever reason. */
  readonly ended: () => Promise<Ended>;
};

const root = new URL("../../", import.meta.url);
const postroom = [process.execPath, fileURLToPath(new URL("server/bin/postroom.mjs", root))];
/** What that becomes, as the runner of the tests found out. */
const launched = process.env["POSTROOM_LAUNCHED"];
const serve = [...(launched === undefined ? postroom : [process.execPath, ...JSON.parse(launched)]), "serve"];

/** Starts the server on a data directory of its own; stops it and removes everything when the test ends. A failed test shows the end of the log. */
export async function startServer(t: TestContext, options: ServerOptions = {}): Promise<RunningServer> {
  const home = await mkdtemp(join(tmpdir(), "postroom-e2e-"));
  const data = options.data ?? join(home, "data");
  const logFile = join(home, "server.log");
  let run: Run | undefined;
  if (options.makeData !== undefined) await options.makeData(data);
  else if (options.database === undefined) await beginPrepared(data);

  t.after(async () => {
    if (run !== undefined) await ended(run, "SIGTERM");
    if (!hasPassed(t)) t.diagnostic(await tail(logFile));
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  });

  const begin = async (http: string, smtp: string): Promise<Ready> => {
    const flags = ["--data", data, "--http", http, "--smtp", smtp, ...flagsOf(options)];
    run = launch([...(options.under ?? []), ...(options.command ?? serve), ...flags], logFile);
    const ready = await readyLine(run, options.readyWithinMs ?? 60_000, logFile);
    run.pid = ready.pid;
    return ready;
  };
  let ready = await begin("127.0.0.1:0", "127.0.0.1:0");
  const current = (): Run => run ?? unreachable();

  return {
    ready: () => ready,
    data,
    log: () => readFile(logFile, "utf8"),
    kill: () => ended(current(), "SIGKILL"),
    stop: () => ended(current(), "SIGTERM"),
    ended: () => current().ended,
    async restart() {
      await current().ended;
      ready = await begin(new URL(ready.http).host, ready.smtp);
      return ready;
    },
  };
}

/** Runs any `postroom` command to its end; one that takes longer than `withinMs` is killed. `flags` begin with the command's name. */
export async function runPostroom(
  flags: readonly string[],
  withinMs = 60_000,
): Promise<Ended & { readonly stdout: string; readonly stderr: string }> {
  const [node = process.execPath, bin = ""] = postroom;
  const child = spawn(node, [bin, ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: withinMs,
    killSignal: "SIGKILL",
  });
  const [stdout, stderr, end] = await Promise.all([text(child.stdout), text(child.stderr), endOf(child)]);
  return { ...end, stdout, stderr };
}

/** Runs `postroom serve` until its first line on stdout, then sends the signal and waits for the end. `pid` is the process's own. */
export async function runUntilReady(
  flags: readonly string[],
  signal: NodeJS.Signals,
): Promise<Ended & { readonly pid: number; readonly stdout: string; readonly stderr: string }> {
  const [node = process.execPath, bin = ""] = postroom;
  const limits = { timeout: 60_000, killSignal: "SIGKILL" } as const;
  const child = spawn(node, [bin, ...flags], { stdio: ["ignore", "pipe", "pipe"], ...limits });
  child.stdout.once("data", () => child.kill(signal));
  const [stdout, stderr, end] = await Promise.all([text(child.stdout), text(child.stderr), endOf(child)]);
  return { ...end, pid: child.pid ?? 0, stdout, stderr };
}

/** `pid` is the server's own: a start script in front of it may have another. */
type Run = {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly lines: AsyncIterator<string>;
  pid: number;
};

function launch([program = "", ...flags]: readonly string[], logFile: string): Run {
  const log = openSync(logFile, "a");
  const child = spawn(program, flags, { stdio: ["ignore", "pipe", log], cwd: fileURLToPath(root) });
  closeSync(log);
  if (child.stdout === null) throw new Error("a piped stream is missing");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, lines, ended: endOf(child), pid: child.pid ?? 0 };
}

async function readyLine(run: Run, withinMs: number, logFile: string): Promise<Ready> {
  const lateness = once(AbortSignal.timeout(withinMs), "abort").then(() => `no ready line within ${withinMs} ms`);
  const ending = run.ended.then(({ code, signal }) => `ended with ${code ?? signal}`);
  const first = await Promise.race([run.lines.next(), lateness]);
  if (typeof first !== "string" && !first.done) {
    const ready: Ready = JSON.parse(first.value);
    if (ready.event !== "ready") throw new Error(`not a ready line: ${first.value}`);
    return ready;
  }
  const reason = typeof first === "string" ? first : await Promise.race([ending, lateness]);
  await ended(run, "SIGKILL");
  throw new Error(`the server did not start: ${reason}\n${await tail(logFile)}`);
}

async function ended(run: Run, signal: NodeJS.Signals): Promise<Ended> {
  const stopWithinMs = 35_000;
  if (run.child.exitCode === null && run.child.signalCode === null) {
    signalTo(run.pid, signal);
    const late = setTimeout(() => signalTo(run.pid, "SIGKILL"), stopWithinMs);
    await run.ended;
    clearTimeout(late);
  }
  return run.ended;
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}

async function endOf(child: ChildProcess): Promise<Ended> {
  const [code, signal]: [number | null, NodeJS.Signals | null] = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (...end) => resolve(end));
  });
  return { code, signal };
}

function flagsOf({ team, relay, database, flags = [] }: ServerOptions): readonly string[] {
  const provision = team?.includes("/") === false ? fileURLToPath(new URL(`fixtures/teams/${team}.yaml`, root)) : team;
  const pairs = Object.entries({ "--provision": provision, "--relay": relay, "--database": database });
  return [...pairs.flatMap(([flag, value]) => (value === undefined ? [] : [flag, value])), ...flags];
}

/** `TestContext.passed` is newer than its type declaration. */
function hasPassed(t: TestContext): boolean {
  return "passed" in t && t.passed === true;
}

/** The last 16 kB of the log. */
async function tail(logFile: string): Promise<string> {
  const tailBytes = 16_384;
  const file = await open(logFile).catch(() => undefined);
  if (file === undefined) return "(no log)";
  const { size } = await file.stat();
  await file.close();
  return text(createReadStream(logFile, { start: Math.max(0, size - tailBytes) }));
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(stream)).toString();
}

function unreachable(): never {
  throw new Error("the server was never started");
}
