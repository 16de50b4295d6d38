import type { Store } from "../../ports/store.ts";
import type { Reading } from "../../ports/transaction.ts";
import { decisionsNow } from "../routing/decisions.ts";

/** What is still to be done, by stage; nothing anywhere means quiet. product.md `/health/quiet` */
export type Pending = {
  readonly parse: number;
  readonly route: number;
  readonly expire: number;
  readonly deliver: number;
  /** Sends that can still be called back. */
  readonly hold: number;
  /** What people have the server do to many e-mails. */
  readonly jobs: number;
  readonly notify: number;
};

/** What only this process knows. */
export type QuietAsked = {
  /** Journal position up to which this process has told its push sessions. */
  readonly notifiedPosition: number;
  /** Whether there is a next hop: without one outgoing mail rests in the send queue. */
  readonly hasRelay: boolean;
};

/** How much is pending, on one snapshot. Waiting retries do not count. Throws `NotApplied` when the database is away. */
export const readPending = (store: Store, asked: QuietAsked): Promise<Pending> =>
  store.read(async (reading) => ({
    parse: await reading.messages.unread(),
    route: (await decisionsNow(reading, waitingPerQueueMax)).length,
    expire: (await reading.interactions.due(reading.now.steady, 1)).length,
    deliver: await deliveriesPending(reading, asked.hasRelay),
    hold: await reading.holds.count(),
    jobs: await reading.jobs.countUnfinished(),
    notify: await untold(reading, asked.notifiedPosition),
  }));

export const isQuiet = (pending: Pending): boolean => Object.values(pending).every((count) => count === 0);

/** As many as the router looks at in one go. */
const waitingPerQueueMax = 100;

async function deliveriesPending(reading: Reading, hasRelay: boolean): Promise<number> {
  const { waiting = 0, sending = 0 } = await reading.deliveries.counts();
  return sending + (hasRelay ? waiting : 0);
}

async function untold(reading: Reading, notifiedPosition: number): Promise<number> {
  const unnumbered = (await reading.journal.isBehind()) ? 1 : 0;
  return unnumbered + Math.max(0, (await reading.journal.lastPosition()) - notifiedPosition);
}
