import type { Preferences } from "../domain/desktop/preferences.ts";

export interface PreferenceReads {
  of(user: string): Promise<Preferences>;
}

export interface PreferenceRows {
  /** Throws `StaleWrite` when another was faster. */
  save(user: string, preferences: Preferences): Promise<void>;
}
