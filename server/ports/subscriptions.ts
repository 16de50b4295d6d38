import type { Shelf } from "../domain/interaction/interaction.ts";

/** Who is told what comes to a shelf and what leaves it. One per user and shelf. wire.md 7 */
export interface SubscriptionReads {
  /** Users who watch these shelves, by the key of each shelf (`shelfKey`). */
  watchers(shelves: readonly Shelf[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** How many shelves the user watches. */
  count(user: string): Promise<number>;
}

export interface SubscriptionRows {
  /** Watching twice is watching once. */
  add(user: string, shelf: Shelf): Promise<void>;
  remove(user: string, shelf: Shelf): Promise<void>;
  /** Ends all of the user's; returns the shelves. */
  removeAll(user: string): Promise<readonly Shelf[]>;
}
