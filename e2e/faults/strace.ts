import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { eventually } from "../support/eventually.ts";
import { peerPath } from "../support/peers.ts";
import { temporaryFolder } from "../support/team.ts";

export type Tampering = {
  /** What was done to the processes so far, as strace prints it. */
  readonly trace: () => Promise<string>;
  /** Lets the processes go. */
  readonly end: () => Promise<void>;
};

/** Does something to system calls of processes that run, and of all their children: `inject` as strace takes it. Resolves once all are watched. */
export async function tamper(
  t: TestContext,
  pids: readonly number[],
  calls: string,
  inject: string,
): Promise<Tampering> {
  const file = join(await temporaryFolder(t), "trace");
  const fault = ["-e", `trace=${calls}`, "-e", `inject=${calls}:${inject}`, "-o", file];
  const tracer = spawn(peerPath("strace"), ["-f", ...pids.flatMap((pid) => ["-p", `${pid}`]), ...fault], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const isOver = (): boolean => tracer.exitCode !== null || tracer.signalCode !== null;
  const end = async (): Promise<void> => {
    if (isOver()) return;
    // Told in any other way it may wait for ever for one that is about to end.
    tracer.kill("SIGKILL");
    await once(tracer, "exit");
  };
  t.after(end);
  let attached = "";
  tracer.stderr.on("data", (bytes) => {
    attached += bytes;
  });
  await eventually(
    async () => isOver() || (attached.match(/attached/g)?.length ?? 0) >= pids.length,
    (is) => is,
  );
  return { trace: () => readFile(file, "utf8"), end };
}

/** The postmaster and all its processes, of the server that wrote this log. */
export async function postgresOf(log: string): Promise<readonly number[]> {
  const postmaster = Number([...log.matchAll(/"pid":(\d+),"adopted"/g)].at(-1)?.[1]);
  const all = (await readdir("/proc")).map(Number).filter((pid) => pid > 1);
  const parents = await Promise.all(all.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")));
  const isChild = (stat: string): boolean => Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === postmaster;
  return [postmaster, ...all.filter((_, index) => isChild(parents[index] ?? ""))];
}
