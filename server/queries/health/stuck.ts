import type { Store } from "../../ports/store.ts";

/** What is due is acted on within seconds; only what is not is stuck. */
const graceMs = 5_000;

/**
 * Since how many milliseconds the oldest interaction has been stuck: its deadline is over and nobody acts on it, or it waits in a queue that
 * is offered to nobody. 0 when none is. reliability.md P7
 */
export const stuckForMs = (store: Store): Promise<number> =>
  store.read(async (reading) => {
    const { steady, wall } = reading.now;
    const [overdue] = await reading.interactions.due(steady - graceMs, 1);
    const since = await reading.consistency.unroutedSince();
    return Math.max(0, steady - (overdue?.due ?? steady), wall - (since ?? wall));
  });
