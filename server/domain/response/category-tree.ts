/** Names on the way from a root to a category, itself included. */
export const categoryDepthMax = 10;

/** A category and what it would be put under. */
export type Placing = {
  readonly id: string;
  /** Ids from the new parent up to its root; empty when it becomes a root. */
  readonly above: readonly string[];
  /** Levels from the category down to its deepest sub-category: 1 when it has none. */
  readonly height: number;
};

/** Why a category cannot lie there: below itself, or deeper than the tree may be. Undefined: it can. wire.md 9 */
export function whyMisplaced({ id, above, height }: Placing): string | undefined {
  if (above.includes(id)) return "a category cannot lie below itself";
  return above.length + height > categoryDepthMax ? `at most ${categoryDepthMax} levels` : undefined;
}
