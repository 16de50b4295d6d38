/** What somebody does with an e-mail at this moment. `watching`: a supervisor reads what the agent writes. desktop.md 3.6 */
export type PresenceLevel = "viewing" | "away" | "writing" | "watching";

export type Present = {
  readonly user: string;
  readonly level: PresenceLevel;
  /** Wall time in milliseconds. */
  readonly since: number;
};

/** Everybody who is at an e-mail; a later picture has a higher version. */
export type Presence = {
  readonly interaction: string;
  readonly version: number;
  readonly people: readonly Present[];
};

/** Whoever is not renewed for so long is gone: three renewals may be lost. */
export const presenceLastsMs = 45_000;
