import type { DueStep } from "../domain/service-level/due-steps.ts";

/** What came into a queue and what was done, of what was received within a day, or became due within one. */
export type QueuePace = {
  readonly queue: string;
  readonly arrivalsPerHour: number;
  readonly donePerHour: number;
  readonly inWork: number;
  /** Of those that are done or overdue by their queue's promise: how many, and how many were done in time. */
  readonly judged: number;
  readonly inTime: number;
  /** Still open past the queue's promise; what waits counts whenever it came, up to 10,000. */
  readonly overdue: number;
  /** Arrivals in each of the last 48 times five minutes, the latest last. */
  readonly trend: readonly number[];
};

/** What a queue promises, as far as it matters now. */
export type PromisedQueue = {
  readonly queue: string;
  /** When what came lately is due. */
  readonly steps: readonly DueStep[];
  /** What waits since then or longer is overdue. */
  readonly lastOverdue: number;
};

export interface PaceReads {
  /** By queue; of the latest 20,000 received. Nothing is late in queues that are not among `promised`. */
  ofQueues(promised: readonly PromisedQueue[]): Promise<ReadonlyMap<string, QueuePace>>;
}
