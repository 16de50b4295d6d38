import type { SavedView, SearchSort } from "../domain/desktop/saved-view.ts";
import type { SearchQuery } from "../domain/desktop/search-query.ts";
import type { WithContent } from "./interactions.ts";

/** A search by ids; `onlyHeldBy`: of somebody who may read nothing but what they held. */
export type SearchFilter = Omit<SearchQuery, "queue" | "agent"> & {
  readonly queue?: string;
  readonly agent?: string;
  readonly onlyHeldBy?: string;
};

export interface SearchReads {
  page(
    filter: SearchFilter,
    page: {
      readonly sort: SearchSort;
      readonly limit: number;
      readonly cursor?: { readonly receivedAt: number; readonly id: string };
    },
  ): Promise<readonly WithContent[]>;
  /** How many there are; counting stops behind `max`. */
  count(filter: SearchFilter, max: number): Promise<number>;
  /** Ids of all there are, in the order in which they came; looking stops behind `max`. */
  ids(filter: SearchFilter, max: number): Promise<readonly string[]>;
  /** Own views and those shared with these groups, in their order; at most 200. */
  views(user: string, groups: readonly string[]): Promise<readonly SavedView[]>;
  view(id: string): Promise<SavedView | undefined>;
}

export interface SearchRows {
  /** Throws `StaleWrite` when another was faster. */
  saveView(view: SavedView): Promise<void>;
  removeView(id: string): Promise<void>;
}
