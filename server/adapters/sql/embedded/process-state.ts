import { readFileSync } from "node:fs";

/** Whether a process with this id runs, ours or not. One that has ended and that nobody has waited for does not. */
export function isAlive(pid: number): boolean {
  return exists(pid) && !isEnded(pid);
}

/** Whether the kernel still knows the id; then PostgreSQL takes it for alive. */
export function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

/** The program's name as Linux tells it; undefined elsewhere. */
export function programName(pid: number): string | undefined {
  return statusOf(pid)?.name;
}

function isEnded(pid: number): boolean {
  return statusOf(pid)?.state === "Z";
}

/** proc(5): "pid (name) state …". The first process of a container seldom waits for orphans, so they stay as zombies. */
function statusOf(pid: number): { readonly name: string; readonly state: string } | undefined {
  try {
    const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return name === undefined || state === undefined ? undefined : { name, state };
  } catch {
    return undefined;
  }
}
