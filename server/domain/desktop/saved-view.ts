/** A search under a name, its owner's or shared with groups. desktop.md 3.10 */
export type SavedView = {
  readonly id: string;
  /** User id. */
  readonly owner: string;
  readonly name: string;
  readonly icon: string;
  readonly query: string;
  readonly sort: SearchSort;
  /** Ids of groups. */
  readonly sharedWith: readonly string[];
  readonly position: number;
  readonly version: number;
};

export type SearchSort = "newest" | "oldest";
