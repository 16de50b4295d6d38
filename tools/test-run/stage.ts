import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Inside } from "./inside.ts";
import { nothingYet, type Tally } from "./tally.ts";

/** One run of node:test over some files, in a process of its own. Times in milliseconds. */
export type Stage = {
  readonly files: readonly string[];
  readonly testMs: number;
  /** So long may a process live on with no test running in it. */
  readonly idleMs: number;
  /** When all has to be over, in time of `performance.now()`. */
  readonly endsAt: number;
  readonly prints?: boolean;
};

/**
 * Runs the files and counts. Never hangs: what outlives its tests or the end is killed with all its children, and counts as a
 * failure. That is why `--test-force-exit` is not used: it would hide the socket, timer or child that a test forgot.
 */
export async function runStage(stage: Stage): Promise<Tally> {
  const child = spawn(process.execPath, argumentsOf(stage), {
    stdio: stage.prints === false ? ["ignore", "ignore", "ignore", "ipc"] : ["ignore", "inherit", "inherit", "ipc"],
    detached: true,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  let tally = nothingYet;
  let toldAt = Number.POSITIVE_INFINITY; // loading and global set-up are not idleness
  child.on("message", (message) => {
    if (isTally(message)) tally = message;
    toldAt = performance.now();
  });
  const stopping = stopWhen(child, () => {
    const now = performance.now();
    if (now > stage.endsAt) return `time is up; running: ${tally.running.join(", ") || "nothing"}`;
    if (tally.running.length > 0 || now - toldAt < stage.idleMs) return undefined;
    return `no test has run for ${stage.idleMs} ms, yet the process lives on: a test left something open`;
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const complaint = stopping.end();
  if (complaint !== undefined && stage.prints !== false) console.error(`✖ ${complaint}`);
  const failed = complaint === undefined && (exitCode === 0 || tally.failed > 0) ? tally.failed : tally.failed + 1;
  return { ...tally, failed, running: [] };
}

function argumentsOf({ files, testMs }: Stage): readonly string[] {
  const inside: Inside = { files, timeout: testMs };
  return [roomForNew, "--import", pathOf("./untracked.ts"), pathOf("./inside.ts"), JSON.stringify(inside)];
}

/** Two hundred tests in one process make much that is soon forgotten: swept half as often, they take a twentieth less of a core. */
const roomForNew = "--max-semi-space-size=32";

const pathOf = (module: string): string => fileURLToPath(new URL(module, import.meta.url));

/** Kills the child and everything that it started, as soon as there is a complaint or we are told to stop ourselves. */
function stopWhen(child: ChildProcess, complaint: () => string | undefined): { end(): string | undefined } {
  let told: string | undefined;
  const stop = (why: string): void => {
    told ??= why;
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  };
  const interrupted = (): void => stop("interrupted");
  const timer = setInterval(() => {
    const why = complaint();
    if (why !== undefined) stop(why);
  }, 200);
  process.on("SIGINT", interrupted).on("SIGTERM", interrupted);
  return {
    end() {
      clearInterval(timer);
      process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
      return told;
    },
  };
}

const isTally = (message: unknown): message is Tally =>
  typeof message === "object" && message !== null && "running" in message;
