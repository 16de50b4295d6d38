import type { Position } from "../interaction/interaction.ts";
import type { Queue } from "./queue.ts";

/** The end of a queue: its priority, and the arrival at steady time `steady`. wire.md 4.3 */
export const atTheEnd = (queue: Queue, steady: number): Position => ({
  priority: queue.routing.priority,
  enqueuedAt: steady,
});
