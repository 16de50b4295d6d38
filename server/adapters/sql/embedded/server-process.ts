import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { open, rename, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { program } from "./binaries.ts";
import { directoryFor } from "./cluster.ts";
import type { Layout } from "./layout.ts";
import { environment, type OperatingUser } from "./operating-user.ts";
import { isAlive } from "./process-state.ts";
import { asParameters, type ServerSettings } from "./settings.ts";

/** A PostgreSQL that is our child. It does not keep our event loop alive. */
export type ServerProcess = {
  readonly pid: number;
  isRunning(): boolean;
  /** When it has ended, for whatever reason. */
  readonly ended: Promise<void>;
};

/** Beyond it, the log of the last runs is put aside at the next start. */
const logBytesMax = 10_000_000;

/** Starts the server; whether it then answers is for `probe` to say. Throws when the program cannot be started. */
export async function spawnServer(
  layout: Layout,
  user: OperatingUser,
  settings: ServerSettings,
): Promise<ServerProcess> {
  const directory = directoryFor(user, layout.cluster);
  const { file, parameters, as } = user.command("postgres", ["-D", directory, ...asParameters(settings)]);
  const log = await openLog(layout);
  // A session of its own: Ctrl-C in a terminal must stop us first, while the database still answers.
  const child = spawn(file, parameters, {
    ...as,
    ...{ cwd: layout.cluster, env: environment, detached: true, windowsHide: true },
    stdio: ["ignore", log.fd, log.fd],
  });
  try {
    await once(child, "spawn");
  } finally {
    await log.close();
  }
  child.unref();
  return childServer(child);
}

/** Fast stop, and after `fastMs` an immediate one, which costs a recovery at the next start and loses nothing. */
export async function stopServer(pid: number, layout: Layout, user: OperatingUser): Promise<void> {
  signal(pid, "SIGINT", layout, user);
  if (await isGone(pid, fastMs)) return;
  await stopAtOnce(pid, layout, user);
}

/** Immediate stop: no checkpoint, so a recovery at the next start. */
export async function stopAtOnce(pid: number, layout: Layout, user: OperatingUser): Promise<void> {
  signal(pid, "SIGQUIT", layout, user);
  await isGone(pid, immediateMs);
}

const fastMs = 20_000;
const immediateMs = 5_000;
const intervalMs = 5;

function childServer(child: ChildProcess): ServerProcess {
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.on("error", () => undefined);
  return { pid: child.pid ?? 0, isRunning, ended };
}

async function isGone(pid: number, patienceMs: number): Promise<boolean> {
  const begun = performance.now();
  while (isAlive(pid)) {
    if (performance.now() - begun > patienceMs) return false;
    await sleep(intervalMs);
  }
  return true;
}

function signal(pid: number, name: "SIGINT" | "SIGQUIT", layout: Layout, user: OperatingUser): void {
  if (process.platform !== "win32") {
    try {
      process.kill(pid, name);
    } catch {
      // It ended by itself in this moment.
    }
    return;
  }
  // Windows knows no signals; pg_ctl speaks to the server's own pipe.
  const mode = name === "SIGINT" ? "fast" : "immediate";
  const parameters = ["stop", "-D", layout.cluster, "-m", mode, "--no-wait"];
  promisify(execFile)(program(user.native, "pg_ctl"), parameters).catch(() => undefined);
}

async function openLog(layout: Layout) {
  const size = await stat(layout.log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > logBytesMax) await rename(layout.log, `${layout.log}.1`);
  return open(layout.log, "a", 0o600);
}
