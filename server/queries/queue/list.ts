import type { Queue } from "../../domain/queue/queue.ts";
import type { Reading } from "../../ports/transaction.ts";
import { queueNames } from "../names.ts";
import { defineQuery, found, missing } from "../query.ts";

/** A queue with what waits in it. */
export type QueueFound = {
  readonly queue: Queue;
  readonly waiting: number;
  readonly oldestReceivedAt: number | undefined;
  /** Name of the queue that it overflows into. */
  readonly overflowQueue: string | undefined;
};

/** All queues with their counts. wire.md 10.2 */
export const listQueues = defineQuery<unknown, readonly QueueFound[]>(
  "ListQueues",
  "ReadCentre",
  async ({ reading }) => {
    return found(await countedQueues(reading, await reading.centre.queues()));
  },
);

/** One queue by id. */
export const findQueue = defineQuery<{ readonly id: string }, QueueFound>(
  "FindQueue",
  "ReadCentre",
  async ({ reading, input }) => {
    const queue = await reading.centre.queue(input.id);
    const [row] = queue === undefined ? [] : await countedQueues(reading, [queue]);
    return row === undefined ? missing({ kind: "notFound", thing: "queue", name: input.id }) : found(row);
  },
);

/** Queues with what waits in them. */
export async function countedQueues(reading: Reading, queues: readonly Queue[]): Promise<readonly QueueFound[]> {
  const counts = await reading.centre.waitingCounts();
  const names = await queueNames(reading);
  return queues.map((queue) => {
    const { waiting = 0, oldestReceivedAt } = counts.get(queue.id) ?? {};
    const { overflow } = queue.routing;
    const overflowQueue = overflow === undefined ? undefined : names.get(overflow.queue);
    return { queue, waiting, oldestReceivedAt, overflowQueue };
  });
}
