/** A step into a value of unknown shape: a key, a position, every entry of a list, or every key of an object (the key itself is found). */
export type Step = string | number | typeof each | typeof key;

export const each = Symbol("each");
export const key = Symbol("key");

export type Path = readonly (string | number)[];
export type Steps = readonly Step[];

/** A string at a place. */
export type Found = { readonly path: Path; readonly value: string };

/** All strings at the places that the steps name. What has another shape than expected is passed over: the schema reports it. */
export function find(value: unknown, steps: Steps, path: Path = []): readonly Found[] {
  const [step, ...rest] = steps;
  if (step === undefined) return typeof value === "string" ? [{ path, value }] : [];
  if (typeof value !== "object" || value === null) return [];
  if (step === each) {
    return Array.isArray(value) ? value.flatMap((entry, index) => find(entry, rest, [...path, index])) : [];
  }
  if (step === key) {
    return Array.isArray(value) ? [] : Object.keys(value).map((name) => ({ path: [...path, name], value: name }));
  }
  return find(Object.getOwnPropertyDescriptor(value, step)?.value, rest, [...path, step]);
}

/** All strings at any of the places. */
export const findAll = (value: unknown, places: readonly Steps[]): readonly Found[] =>
  places.flatMap((place) => find(value, place));

/** The string beside another one: in the same object, under another key. */
export const beside = (file: unknown, found: Found, field: string): Found | undefined =>
  find(file, [...found.path.slice(0, -1), field])[0];
