/** A test's context, or `{ after }` of `node:test` for a whole file. */
export type Scope = { after(work: () => Promise<void>): void };

/** Closes what a scope opened, last opened first (`after` alone runs first come, first served); all of it, even when something of it fails. */
export function atEnd(scope: Scope, close: () => Promise<unknown>): void {
  const known = open.get(scope);
  if (known !== undefined) {
    known.push(close);
    return;
  }
  const closings = [close];
  open.set(scope, closings);
  scope.after(async () => {
    const failures: unknown[] = [];
    for (const closing of closings.reverse()) await closing().catch((error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  });
}

const open = new WeakMap<Scope, (() => Promise<unknown>)[]>();
