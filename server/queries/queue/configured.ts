import type { Mailbox, StoredQueue } from "../../ports/centre.ts";
import { defineQuery, found } from "../query.ts";

export type ConfiguredQueue = {
  readonly queue: StoredQueue;
  /** Name of the queue that it overflows into. */
  readonly overflowQueue: string | undefined;
  readonly mailboxes: readonly Pick<Mailbox, "address" | "name">[];
};

/** All queues as they are configured, for whoever may change them. desktop.md 8.3 */
export const listConfiguredQueues = defineQuery<unknown, readonly ConfiguredQueue[]>(
  "ListConfiguredQueues",
  "Configure",
  async ({ reading }) => {
    const queues = await reading.centre.queues();
    const names = new Map(queues.map(({ id, name }) => [id, name]));
    const mailboxes = await reading.centre.mailboxes();
    return found(
      queues.map((queue) => ({
        queue,
        overflowQueue: names.get(queue.routing.overflow?.queue ?? ""),
        mailboxes: mailboxes.filter((mailbox) => mailbox.queue === queue.id),
      })),
    );
  },
);
