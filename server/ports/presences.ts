import type { Presence, PresenceLevel } from "../domain/desktop/presence.ts";

export interface PresenceReads {
  /** Everybody who is at these e-mails now; those that nobody looks at are absent. */
  at(interactions: readonly string[]): Promise<readonly Omit<Presence, "version">[]>;
  /** E-mails at which somebody's presence has ended by steady time `now`. */
  endedAt(now: number, limit: number): Promise<readonly string[]>;
}

export interface PresenceRows {
  /** Whether that is new: another level, or somebody who was not there. */
  set(interaction: string, user: string, level: PresenceLevel, until: number): Promise<boolean>;
  /** Whether the user was there. */
  leave(interaction: string, user: string): Promise<boolean>;
  /** Whoever's time is over leaves; whether there was somebody. */
  clear(interaction: string, now: number): Promise<boolean>;
  nextVersion(): Promise<number>;
}
