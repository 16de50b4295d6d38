/** A map that forgets its oldest entries beyond `sizeMax`. Setting a key makes it the youngest. */
export type BoundedMap<Key, Value> = {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  delete(key: Key): void;
  clear(): void;
};

export function boundedMap<Key, Value>(sizeMax: number): BoundedMap<Key, Value> {
  const entries = new Map<Key, Value>();
  return {
    get: (key) => entries.get(key),
    delete: (key) => void entries.delete(key),
    clear: () => entries.clear(),
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > sizeMax) for (const oldest of entries.keys()) return void entries.delete(oldest);
    },
  };
}
