/** What came into a queue and what was done, of what was received within a day. */
export type QueuePace = {
  readonly queue: string;
  readonly arrivalsPerHour: number;
  readonly donePerHour: number;
  readonly inWork: number;
  /** Of those that are done or overdue by their queue's promise: how many, and how many were done in time. */
  readonly judged: number;
  readonly inTime: number;
  /** Still open past the queue's promise. */
  readonly overdue: number;
  /** Arrivals in each of the last 48 times five minutes, the latest last. */
  readonly trend: readonly number[];
};

export interface PaceReads {
  /** By queue; of the latest 20,000 received. */
  ofQueues(): Promise<ReadonlyMap<string, QueuePace>>;
}
