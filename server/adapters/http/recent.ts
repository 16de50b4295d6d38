import type { Clock } from "../../ports/clock.ts";
import { boundedMap } from "./bounded-map.ts";

/** What was loaded a moment ago; those who ask for the same at the same time share one look. */
export type Recent<Value> = {
  get(key: string): Promise<Value>;
  forget(key: string): void;
  forgetAll(): void;
};

type Options<Value> = {
  readonly clock: Clock;
  readonly staleMs: number;
  readonly sizeMax: number;
  readonly load: (key: string) => Promise<Value>;
};

/** Values no older than `staleMs`. A failed load is not remembered. */
export function recent<Value>({ clock, staleMs, sizeMax, load }: Options<Value>): Recent<Value> {
  const known = boundedMap<string, { readonly value: Promise<Value>; readonly since: number }>(sizeMax);
  return {
    forget: (key) => known.delete(key),
    forgetAll: () => known.clear(),
    get(key) {
      const found = known.get(key);
      if (found !== undefined && clock.steady() - found.since < staleMs) return found.value;
      const entry = { value: load(key), since: clock.steady() };
      known.set(key, entry);
      // Whoever waits gets the error; this only forgets it.
      entry.value.catch(() => {
        if (known.get(key) === entry) known.delete(key);
      });
      return entry.value;
    },
  };
}
