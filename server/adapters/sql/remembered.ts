/** What is configured, as one transaction or snapshot sees it: from this process's memory while its version stands. */
export type Remembered = {
  /** The value of this name; `load` asks the database. What it gives is shared, so nobody changes it. */
  get<T>(name: string, load: () => Promise<T>): Promise<T>;
  /** This transaction is about to change what is configured: from now on it sees what the database has. */
  forget(): void;
};

/** What a process remembers of one database. */
export type Memory = {
  /** `version` is what stood when the transaction began, or asks for it once. */
  at(version: number | (() => Promise<number>)): Remembered;
};

/**
 * A memory of values by their name and version. The version is read before the value, so a value is at least as new as the version that it
 * is kept under; and an older one never takes the place of a newer.
 */
export function createMemory(): Memory {
  const kept = new Map<string, { readonly version: number; readonly value: unknown }>();
  return {
    at(version) {
      let known: number | Promise<number> | undefined;
      let isForgotten = false;
      const present = (): number | Promise<number> => {
        known ??= typeof version === "number" ? version : version();
        return known;
      };
      return {
        async get<T>(name: string, load: () => Promise<T>): Promise<T> {
          if (isForgotten) return load();
          const now = await present();
          const found = kept.get(name);
          if (found?.version === now) return found.value as T;
          const value = await load();
          const other = kept.get(name);
          if (!isForgotten && (other === undefined || other.version < now)) kept.set(name, { version: now, value });
          return value;
        },
        forget() {
          isForgotten = true;
        },
      };
    },
  };
}

/** The same functions, each of which first says that it changes what is configured. */
export function forgetting<T extends Readonly<Record<keyof T, (...parameters: never[]) => unknown>>>(
  rows: T,
  { forget }: Remembered,
): T {
  const marked = Object.entries<(...parameters: never[]) => unknown>(rows).map(([name, write]) => [
    name,
    (...parameters: never[]) => {
      forget();
      return write(...parameters);
    },
  ]);
  return Object.fromEntries(marked);
}
