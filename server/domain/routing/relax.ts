import type { Routing } from "../queue/queue.ts";

/** The skill expression that counts after so many milliseconds of waiting: the last relaxation whose time has come. */
export function expressionAfter(routing: Routing, waitedMs: number): string {
  return routing.relax[relaxedBy(routing, waitedMs) - 1]?.skills ?? routing.skills;
}

/** How many relaxations have come by then; 0 while the queue's own expression counts. */
export const relaxedBy = ({ relax }: Routing, waitedMs: number): number =>
  relax.findLastIndex((step) => step.afterMs <= waitedMs) + 1;

/** The steady time at which an interaction that arrived at `enqueuedAt` is next relaxed; undefined when it never is. */
export function nextRelaxation(routing: Routing, enqueuedAt: number, now: number): number | undefined {
  return routing.relax.map((step) => enqueuedAt + step.afterMs).find((at) => at > now);
}
