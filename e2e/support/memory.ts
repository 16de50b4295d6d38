import { readFile, writeFile } from "node:fs/promises";

/** Whether this system tells how much memory a process has had at most. */
export const tellsPeak = process.platform === "linux";

/** How much more memory the process had at its peak during `work` than before it, in bytes. */
export async function peakGrowth(pid: number, work: () => Promise<void>): Promise<number> {
  // Forgets the peak so far (proc(5)).
  await writeFile(`/proc/${pid}/clear_refs`, "5");
  const before = await statusOf(pid, "VmRSS");
  await work();
  return (await statusOf(pid, "VmHWM")) - before;
}

async function statusOf(pid: number, name: "VmRSS" | "VmHWM"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status) ?? [];
  if (kilobytes === undefined) throw new Error(`/proc/${pid}/status has no ${name}`);
  return Number(kilobytes) * 1024;
}
