import type { Interaction } from "../domain/interaction/interaction.ts";

export interface SnoozeReads {
  /** What the user has put off, the next to wake first; at most 1,000. */
  of(user: string): Promise<readonly Interaction[]>;
}

export interface SnoozeRows {
  /** Whatever of the thread wakes on a reply has its time come now. */
  hasten(thread: string): Promise<void>;
}
