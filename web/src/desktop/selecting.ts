import type { EmailB } from "@postroom/contract";
import type { Chosen, Selecting } from "../commands/command.ts";
import type { DeskState } from "../state/desk-state.ts";
import {
  allOf,
  extended,
  isSelected,
  matching,
  namedMax,
  pruned,
  type Selection,
  toggled,
} from "../state/selection.ts";
import { desk } from "./desk.ts";
import { isSearched, leads, rowsOf, type View } from "./views.ts";

/** The name of the list that is shown, where several of its e-mails can be selected; undefined where nothing could be done with them. */
export function selectableList(view: View, { searchFor, user }: Pick<DeskState, "searchFor" | "user">) {
  switch (view.kind) {
    case "inbox":
    case "interaction":
      return "inbox";
    case "drafts":
      return "drafts";
    // What lies there has to be taken first, but by who leads. wire.md 12
    case "workbins":
      return leads(user) ? `workbin ${view.name ?? ""}` : undefined;
    case "search":
    case "view":
      return `search ${searchFor}`;
    case "queues":
      return leads(user) ? `search ${searchFor}` : undefined;
    default:
      return undefined;
  }
}

const change = (make: (selection: Selection | undefined) => Selection | undefined): void =>
  desk.store.setState(({ selection }) => ({ selection: make(selection) }));

/** Lets go what has left the list, and everything when another list is shown. */
export const keepSelected = (list: string | undefined, rows: readonly EmailB[]): void => {
  const { selection } = desk.store.getState();
  const left = pruned(selection, list, rows);
  if (left !== selection) change(() => left);
};

/** One row by the pointer; with Shift all from the last one on. */
export function pick(view: View, id: string, isRange: boolean): void {
  const state = desk.store.getState();
  const list = selectableList(view, state);
  if (list === undefined) return;
  desk.store.setState({ activeId: id });
  change((selection) =>
    isRange ? extended(selection, list, rowsOf(view, state), state.activeId, id) : toggled(selection, list, id),
  );
}

/** What is selected of the rows of a list. */
export function chosenOf(selection: Selection | undefined, rows: readonly EmailB[]): Chosen | undefined {
  if (selection === undefined) return undefined;
  return { rows: rows.filter(({ id }) => isSelected(selection, id)), isWhole: selection.query !== undefined };
}

/** The search that may be selected as a whole: it finds more than is loaded, and all that is loaded is selected. */
export function widerOf(view: View, { selection, found, foundTotal, searchFor }: DeskState): string | undefined {
  if (!isSearched(view) || selection === undefined || selection.query !== undefined) return undefined;
  const loaded = found?.length ?? 0;
  const isMore = foundTotal !== undefined && (foundTotal.total > loaded || !foundTotal.totalIsExact);
  return isMore && selection.ids.size === Math.min(loaded, namedMax) ? searchFor : undefined;
}

/** Selecting by keys, in the list of a view. */
export function selectingIn(view: View, state: DeskState): Selecting {
  const list = selectableList(view, state);
  const rows = list === undefined ? [] : rowsOf(view, state);
  const { activeId } = state;
  const active = rows.findIndex(({ id }) => id === activeId);
  return {
    isPossible: rows.length > 0,
    isWiderPossible: widerOf(view, state) !== undefined,
    isTextMarked: () => getSelection()?.isCollapsed === false,
    toggle() {
      const id = rows[Math.max(0, active)]?.id;
      if (list === undefined || id === undefined) return;
      desk.store.setState({ activeId: id });
      change((selection) => toggled(selection, list, id));
    },
    extend(by) {
      const to = rows[active === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, active + by))]?.id;
      if (list === undefined || to === undefined) return;
      change((selection) => extended(selection, list, rows, activeId, to));
      desk.store.setState({ activeId: to });
    },
    all: () => list !== undefined && change(() => allOf(list, rows)),
    matching() {
      const query = widerOf(view, desk.store.getState());
      if (list !== undefined && query !== undefined) change(() => matching(list, query));
    },
    none: () => change(() => undefined),
  };
}
