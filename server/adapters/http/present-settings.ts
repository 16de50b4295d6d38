import type { Settings } from "../../ports/centre.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Store } from "../../ports/store.ts";
import { recent } from "./recent.ts";

/** The settings in the database, as they were a moment ago. */
export type PresentSettings = {
  /** Throws `NotApplied` when the database is away. */
  now(): Promise<Settings>;
  /** The last that were read, for decisions that cannot wait; undefined before the first time. */
  latest(): Settings | undefined;
  /** They were changed here. */
  forget(): void;
};

export function presentSettings(store: Store, clock: Clock, staleMs: number): PresentSettings {
  let latest: Settings | undefined;
  const settings = recent({
    ...{ clock, staleMs, sizeMax: 1 },
    load: async () => {
      latest = await store.read((reading) => reading.centre.settings());
      return latest;
    },
  });
  return { now: () => settings.get(""), latest: () => latest, forget: settings.forgetAll };
}
