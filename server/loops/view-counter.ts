import type { Clock } from "../ports/clock.ts";
import type { Publisher } from "../ports/publisher.ts";
import type { Store } from "../ports/store.ts";
import { countsOf, type KnownCounts } from "../queries/desktop/view-counts.ts";

/** Where the counting of this process stands. */
export type Counting = {
  /** Something has moved since the round began. */
  isDue: boolean;
  /** Steady time in milliseconds before which no round begins. */
  restsUntil: number;
  /** When everybody is told once more, whatever they were told last: what a page has read meanwhile may be older or newer than that. */
  settlesAt: number;
  isSettling: boolean;
  /** Who is still to come in this round. */
  left: readonly string[];
  /** What every count of the round was, by what was looked for. */
  known: KnownCounts;
  /** User → what they were told last. */
  told: ReadonlyMap<string, string>;
};

export const counting = (): Counting => ({
  isDue: false,
  restsUntil: 0,
  settlesAt: Number.POSITIVE_INFINITY,
  isSettling: false,
  left: [],
  known: new Map(),
  told: new Map(),
});

type Options = {
  readonly store: Store;
  readonly publisher: Publisher;
  readonly clock: Clock;
  /** What people hear, as a message to one of them. */
  readonly topic: string;
};

const usersMax = 50;
const betweenMs = 1_000;
const settlingMs = 30_000;
/** A round rests nine times as long as it took, so that counting never takes more than a tenth of one connection. */
const restFactor = 9;

/**
 * Counts the saved views of those who listen, and tells who has another number: never sooner than a second after the last round, and the
 * longer the more a round costs. People who look for the same share one count. Nothing moved: nothing is read. desktop.md 3.10, 13
 */
export async function countSome({ store, publisher, clock, topic }: Options, state: Counting): Promise<boolean> {
  const began = clock.steady();
  if (state.left.length === 0 && !begins(state, publisher.hearers(topic), began)) return false;
  const users = state.left.slice(0, usersMax);
  state.left = state.left.slice(usersMax);
  for (const user of users) {
    if (!publisher.hears(user, topic)) continue;
    const found = await store.read((reading) => countsOf(reading, user, state.known));
    const text = JSON.stringify(found?.counts ?? {});
    if (found === undefined || (state.told.get(user) === text && !state.isSettling)) continue;
    state.told = new Map([...state.told, [user, text]]);
    publisher.publish([{ user, topic, data: found }]);
  }
  state.restsUntil = clock.steady() + Math.max(betweenMs, restFactor * (clock.steady() - began));
  return false;
}

/** Whether a round begins now: something moved, what moved is to settle, or somebody came who was told nothing yet. */
function begins(state: Counting, listeners: readonly string[], now: number): boolean {
  if (now < state.restsUntil) return false;
  const present = new Set(listeners);
  state.told = new Map([...state.told].filter(([user]) => present.has(user)));
  const isSettling = now >= state.settlesAt;
  if (!state.isDue && !isSettling && listeners.every((user) => state.told.has(user))) return false;
  const before = isSettling ? Number.POSITIVE_INFINITY : state.settlesAt;
  const settlesAt = state.isDue ? Math.min(before, now + settlingMs) : before;
  Object.assign(state, { isDue: false, settlesAt, isSettling, left: listeners, known: new Map() });
  return listeners.length > 0;
}
