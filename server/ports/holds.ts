import type { Hold } from "../domain/desktop/hold.ts";

export interface HoldReads {
  /** What the user can still call back, the next one first; at most 1,000. */
  heldBy(user: string): Promise<readonly Hold[]>;
  /** Ids and users of holds that are due at steady time `now`, oldest first. */
  due(now: number, limit: number): Promise<readonly Pick<Hold, "id" | "user">[]>;
  /** How many are held. Bounded: counts stop at 10,000. */
  count(): Promise<number>;
  /** The latest received e-mail of the thread that was read. */
  latestReceived(thread: string): Promise<{ readonly id: string; readonly receivedAt: number } | undefined>;
}

export interface HoldRows {
  create(hold: Hold): Promise<void>;
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<Hold | undefined>;
  save(hold: Hold): Promise<void>;
}
