import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Layout } from "./layout.ts";
import { isAlive } from "./process-state.ts";

/** Where a cluster is made before it has its name; says who makes it. */
export const unfinishedCluster = (layout: Layout): string => `${layout.cluster}.new-${process.pid}-${Date.now()}`;

/** What starts that were killed inside initdb have left: nobody else would ever look at it. To be called by who serves the directory. */
export async function removeUnfinishedClusters(layout: Layout): Promise<void> {
  const folder = dirname(layout.cluster);
  const start = `${basename(layout.cluster)}.new-`;
  for (const name of await readdir(folder)) {
    const maker = name.startsWith(start) ? /^(\d+)-\d+$/.exec(name.slice(start.length))?.[1] : undefined;
    if (maker === undefined || mayStillMake(Number(maker))) continue;
    // An orphaned initdb may still be writing there; then the next start finds it.
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** A container starts anew with the same small process ids, and ours is made already. */
const mayStillMake = (pid: number): boolean => pid !== process.pid && isAlive(pid);
