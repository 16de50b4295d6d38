import type { SearchAnswer, ViewResource } from "@postroom/contract";
import type { Done, Outcome } from "../api/outcome.ts";
import type { Desk } from "./desk.ts";
import { createTurns } from "./newest.ts";
import { oneAtATime } from "./once.ts";

const searchPath = (words: string, sort: string): string =>
  `/api/postroom/v1/search?q=${encodeURIComponent(words)}&sort=${sort}`;

/** Tells of what was not done. */
type RefusedOr = <Body>(outcome: Outcome<Body>) => outcome is Done<Body>;

/** What is searched, and the names under which searches are kept. desktop.md 3.9, 3.10 */
export function createSearching(desk: Desk, refusedOr: RefusedOr) {
  const { store, api } = desk;
  const beginSearch = createTurns();
  return {
    async search(words: string, sort: ViewResource["sort"] = "newest"): Promise<void> {
      const isNewest = beginSearch();
      store.setState({ searchFor: words, searchSort: sort, found: undefined, foundTotal: undefined });
      const found = await api.get<SearchAnswer>(searchPath(words, sort));
      if (!isNewest()) return;
      if (refusedOr(found)) {
        const { rows, total, totalIsExact } = found.value;
        store.setState({ found: rows, foundTotal: { total, totalIsExact } });
      } else store.setState({ found: [] });
    },
    /** Reads what is shown of a search anew, without a word: it stays as it is where it cannot be read. */
    async searchAgain(): Promise<void> {
      const { searchFor, searchSort, found: shown } = store.getState();
      if (shown === undefined) return;
      const read = await api.get<SearchAnswer>(searchPath(searchFor, searchSort));
      if (!read.ok || store.getState().found !== shown) return;
      const { rows, total, totalIsExact } = read.value;
      store.setState({ found: rows, foundTotal: { total, totalIsExact } });
    },
    /** How what was typed could go on. */
    async suggest(words: string): Promise<readonly string[]> {
      const path = `/api/postroom/v1/search/suggest?q=${encodeURIComponent(words)}`;
      const found = await api.get<{ suggestions: readonly string[] }>(path);
      return found.ok ? found.value.suggestions : [];
    },
    /** Keeps the search under a name, shared with `groups`; the new view's id. */
    keepView: oneAtATime(
      async (name: string, query: string, groups: readonly string[]): Promise<string | undefined> => {
        const body = { name, query, sharedWith: groups };
        const made = await api.post<{ view: ViewResource }>("/api/postroom/v1/views", body);
        if (!refusedOr(made)) return undefined;
        await desk.readViews();
        return made.value.view.id;
      },
    ),
    async removeView(id: string): Promise<boolean> {
      const isDone = refusedOr(await api.post(`/api/postroom/v1/views/${id}`, {}, { method: "DELETE" }));
      if (isDone) await desk.readViews();
      return isDone;
    },
  };
}
