import { baseKeymap, chainCommands } from "prosemirror-commands";
import type { Slice } from "prosemirror-model";
import { splitListItem } from "prosemirror-schema-list";
import { type EditorState, Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { schema } from "./schema.ts";

/** Letters that are to become a response. They keep their place whatever is written meanwhile, and one that was deleted takes nothing. */
export type ResponsePlace = {
  readonly words: string;
  /** Puts the response in place of the letters. True when the caret stood behind them, and now stands behind it. */
  put(slice: Slice): boolean;
  /** The letters stay text. */
  leave(): void;
  /** No response was meant: the Enter that asked for one breaks the line after all. */
  breakLine(): void;
};

const slashPattern = /(?:^|\s)\/(\S{0,30})$/;

/** `/` at the start of a line or after a space, with the letters behind it, up to the caret. */
export function slashIn(state: EditorState): { readonly words: string; readonly from: number } | undefined {
  const { selection } = state;
  if (!(selection instanceof TextSelection) || selection.$cursor === null) return undefined;
  const { parent, parentOffset, pos } = selection.$cursor;
  const words = slashPattern.exec(parent.textBetween(0, parentOffset, undefined, "\ufffc"))?.[1];
  if (words === undefined) return undefined;
  const from = pos - words.length - 1;
  const isReserved = marksOf(state).find(from, from + 1).length > 0;
  return isReserved ? undefined : { words, from };
}

/** Reserves the letters before the caret for a response; undefined where none are. */
export function reserveSlash(view: EditorView): ResponsePlace | undefined {
  const slash = slashIn(view.state);
  if (slash === undefined) return undefined;
  const { words, from } = slash;
  const mark = { words };
  view.dispatch(view.state.tr.setMeta(plugin, { from, to: from + words.length + 1, mark }));
  const range = () =>
    view.isDestroyed ? undefined : marksOf(view.state).find(undefined, undefined, (spec) => spec["mark"] === mark)[0];
  const leave = (): void => {
    if (range() !== undefined) view.dispatch(view.state.tr.setMeta(plugin, { mark }));
  };
  return {
    words,
    put: (slice) => {
      const place = range();
      if (place === undefined) return false;
      const { tr, selection, doc } = view.state;
      const isBehind = selection.empty && selection.head === place.to;
      tr.setSelection(TextSelection.create(doc, place.from, place.to))
        .replaceSelection(slice)
        .setMeta(plugin, { mark });
      view.dispatch((isBehind ? tr : tr.setSelection(selection.map(tr.doc, tr.mapping))).scrollIntoView());
      return isBehind;
    },
    leave,
    breakLine: () => {
      const place = range();
      if (place === undefined) return;
      leave();
      const { selection } = view.state;
      const there = view.state.apply(view.state.tr.setSelection(TextSelection.create(view.state.doc, place.to)));
      breaksLine(there, (tr) => view.dispatch(tr.setSelection(selection.map(tr.doc, tr.mapping)).scrollIntoView()));
    },
  };
}

const breaksLine = chainCommands(
  ...[schema.nodes["list_item"]].flatMap((item) => (item === undefined ? [] : [splitListItem(item)])),
  ...[baseKeymap["Enter"]].flatMap((command) => (command === undefined ? [] : [command])),
);

/** One place more, or one less where no range is given. */
type Change = { readonly mark: object; readonly from?: number; readonly to?: number };

const plugin: Plugin<DecorationSet> = new Plugin({
  key: new PluginKey("response-place"),
  state: {
    init: () => DecorationSet.empty,
    apply: (tr, marks) => {
      const moved = marks.map(tr.mapping, tr.doc);
      const change: Change | undefined = tr.getMeta(plugin);
      if (change === undefined) return moved;
      const { mark, from, to } = change;
      return from === undefined || to === undefined
        ? moved.remove(moved.find(undefined, undefined, (spec) => spec["mark"] === mark))
        : moved.add(tr.doc, [Decoration.inline(from, to, { class: "reserved" }, { mark })]);
    },
  },
  props: { decorations: (state) => marksOf(state) },
});

const marksOf = (state: EditorState): DecorationSet => plugin.getState(state) ?? DecorationSet.empty;

/** Keeps the places of an editor. */
export const responsePlaces: Plugin = plugin;
