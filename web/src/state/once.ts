/** Does something one at a time for each key, which is the first argument unless it is told: whoever asks again while it is under way waits for the same. A key that is pressed twice does nothing twice. */
export function oneAtATime<Given extends readonly unknown[], Result>(
  does: (...given: Given) => Promise<Result>,
  keyOf: (...given: NoInfer<Given>) => string = (...given) => String(given[0]),
): (...given: Given) => Promise<Result> {
  const underWay = new Map<string, Promise<Result>>();
  return (...given) => {
    const key = keyOf(...given);
    const begun = underWay.get(key) ?? does(...given).finally(() => underWay.delete(key));
    underWay.set(key, begun);
    return begun;
  };
}

/** Does one thing after the other, and of what was asked meanwhile only the last: what was chosen last is what holds. */
export function createLatest<Wish>(does: (wish: Wish) => Promise<void>): (wish: Wish) => Promise<void> {
  let next: { readonly wish: Wish } | undefined;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    while (next !== undefined) {
      const { wish } = next;
      next = undefined;
      await does(wish);
    }
  };
  return (wish) => {
    next = { wish };
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
}
