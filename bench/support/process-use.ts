import { readFileSync } from "node:fs";

/** Seconds of processor that a process has used, in all its threads. Linux alone says so of other processes. */
export function cpuSecondsOf(pid: number): number {
  const [, , , , , , , , , , , user = "0", system = "0"] = behindName(pid);
  return (Number(user) + Number(system)) / ticksPerSecond;
}

/** Bytes of memory that a process has for itself. */
export function memoryOf(pid: number): number {
  const [, resident = "0"] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ");
  return Number(resident) * pageBytes;
}

/** What the kernel counts of a process, from its state on: its name may have blanks and brackets. proc(5) */
const behindName = (pid: number): readonly string[] => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
};

/** What Linux tells programs by, whatever the kernel counts in. */
const ticksPerSecond = 100;
const pageBytes = 4_096;
