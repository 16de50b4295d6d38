/**
 * E-mails of one list that something is to be done to together: those named, or all that a search finds but for a few. desktop.md 3.8
 */
export type Selection = {
  /** The list that they were chosen in. */
  readonly list: string;
  /** Chosen one by one; of a whole search those that are left out. */
  readonly ids: ReadonlySet<string>;
  /** The search that is chosen as a whole. */
  readonly query: string | undefined;
  /** Where the last single choice was made, and what was chosen then: from there Shift extends. */
  readonly anchor: string | undefined;
  readonly base: ReadonlySet<string>;
};

/** Rows as far as their order matters. */
type Rows = readonly { readonly id: string }[];
type Chosen = Selection | undefined;

/** So many may be named to the server at once. */
export const namedMax = 1_000;

export const isSelected = (chosen: Chosen, id: string): boolean =>
  chosen !== undefined && chosen.ids.has(id) === (chosen.query === undefined);

const some = (list: string, ids: ReadonlySet<string>, anchor?: string, base = ids): Chosen =>
  ids.size === 0 ? undefined : { list, ids, query: undefined, anchor, base };

/** The other way round for one row. */
export function toggled(chosen: Chosen, list: string, id: string): Chosen {
  const ids = new Set(chosen?.ids);
  if (!ids.delete(id) && ids.size < namedMax) ids.add(id);
  return chosen?.query === undefined ? some(list, ids, id) : { ...chosen, ids };
}

/** All from the last single choice to `to`, besides what was chosen before; what an earlier extension reached beyond it is let go. */
export function extended(chosen: Chosen, list: string, rows: Rows, from: string | undefined, to: string): Chosen {
  if (chosen?.query !== undefined) return chosen;
  const anchor = chosen?.anchor ?? from ?? to;
  const [first = 0, last = 0] = [anchor, to].map((id) => rows.findIndex((row) => row.id === id)).sort(ascending);
  const base = chosen?.anchor === undefined ? new Set(chosen?.ids) : chosen.base;
  const ids = [...base, ...rows.slice(Math.max(0, first), last + 1).map(({ id }) => id)];
  return some(list, new Set([...new Set(ids)].slice(0, namedMax)), anchor, base);
}

const ascending = (one: number, other: number): number => one - other;

/** Every row that is loaded. */
export const allOf = (list: string, rows: Rows): Chosen =>
  some(list, new Set(rows.slice(0, namedMax).map(({ id }) => id)));

/** Everything that a search finds, also what is not loaded. */
export const matching = (list: string, query: string): Selection => ({
  ...{ list, query, ids: new Set<string>(), anchor: undefined, base: new Set<string>() },
});

/** Without what has left the list; of another list nothing. The same object where nothing changes. */
export function pruned(chosen: Chosen, list: string | undefined, rows: Rows): Chosen {
  if (chosen === undefined || chosen.list !== list) return undefined;
  if (chosen.query !== undefined) return chosen;
  const here = new Set(rows.map(({ id }) => id));
  const isHere = (id: string): boolean => here.has(id);
  if ([...chosen.ids].every(isHere)) return chosen;
  const anchor = chosen.anchor !== undefined && isHere(chosen.anchor) ? chosen.anchor : undefined;
  return some(chosen.list, new Set([...chosen.ids].filter(isHere)), anchor, new Set([...chosen.base].filter(isHere)));
}

/** How many they are, where the search finds `total`. */
export const countOf = ({ ids, query }: Selection, total = 0): number =>
  query === undefined ? ids.size : Math.max(0, total - ids.size);

/** As `POST /jobs` names it. desktop.md 13 */
export const namedSet = ({ ids, query }: Selection) =>
  query === undefined ? { ids: [...ids] } : { query, exceptIds: [...ids] };
