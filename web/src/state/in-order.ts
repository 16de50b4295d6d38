/** Negative when `one` stands before `other`; never 0 for two different ones. */
export type Order<Value> = (one: Value, other: Value) => number;

/** A list in `order` without `gone` and with `come`, each found by halves. */
export function relist<Value>(
  list: readonly Value[],
  order: Order<Value>,
  gone: readonly Value[],
  come: readonly Value[],
): readonly Value[] {
  if (gone.length === 0 && come.length === 0) return list;
  const after = list.slice();
  for (const value of gone) {
    const at = placeOf(after, order, value);
    const there = after[at];
    if (there !== undefined && order(there, value) === 0) after.splice(at, 1);
  }
  for (const value of come) after.splice(placeOf(after, order, value), 0, value);
  return after;
}

/** Where a value stands, or would stand. */
function placeOf<Value>(list: readonly Value[], order: Order<Value>, value: Value): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const there = list[middle];
    if (there !== undefined && order(there, value) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
