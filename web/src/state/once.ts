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
