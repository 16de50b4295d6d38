import type { Hold, PlaceInJob } from "../domain/desktop/hold.ts";
import type { Interaction } from "../domain/interaction/interaction.ts";

export interface HoldReads {
  /** What the user holds and can still call back, the next one first; at most 1,000. What a job holds is called back with the job. */
  heldBy(user: string): Promise<readonly Hold[]>;
  /** Ids and users of holds that are due at steady time `now`, oldest first; not what a job is about to call back. */
  due(now: number, limit: number): Promise<readonly Pick<Hold, "id" | "user">[]>;
  /** How many are held. Bounded: counts stop at 10,000. */
  count(): Promise<number>;
  /** The place in a job that wrote what is held; never another one. */
  placeOf(id: string): Promise<PlaceInJob | undefined>;
  /** Whether somebody writes an answer to the e-mail, or has one waiting in a hold or at a reviewer. */
  isBeingAnswered(email: Pick<Interaction, "id" | "thread">): Promise<boolean>;
  /** The latest received e-mail of the thread that was read. */
  latestReceived(thread: string): Promise<{ readonly id: string; readonly receivedAt: number } | undefined>;
}

export interface HoldRows {
  create(hold: Hold): Promise<void>;
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<Hold | undefined>;
  /** Likewise, by its place in a job. */
  lockOf(place: PlaceInJob): Promise<Hold | undefined>;
  save(hold: Hold): Promise<void>;
}
