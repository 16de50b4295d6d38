import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { Node, Slice } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, EditorState, NodeSelection, Selection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import type { Format } from "../commands/command.ts";
import { type ResponsePlace, responsePlaces, slashIn } from "./response-place.ts";
import { schema } from "./schema.ts";

const { nodes, marks } = schema;

type Options = {
  readonly place: HTMLElement;
  readonly doc: Node;
  readonly label: string;
  readonly language: string;
  readonly changed: (doc: Node) => void;
  /** `/` at the start of a line or after a space, with the letters behind it; undefined when there is none. */
  readonly slash: (words: string | undefined) => void;
  readonly picture: (contentId: string) => string | undefined;
  /** Keys of the picker, while it is open, with the letters that stand before the caret. */
  readonly pickerKey: (key: string, words: string) => boolean;
  /** Nothing is to be changed now. */
  readonly isLocked: () => boolean;
};

/** The editor in its place, with the caret at the top. */
export function createEditor(options: Options): EditorView {
  const state = EditorState.create({
    doc: options.doc,
    plugins: [
      history(),
      responsePlaces,
      inputRules({
        rules: [
          wrappingInputRule(/^\s*([-*])\s$/, required("bullet_list")),
          wrappingInputRule(/^(\d+)\.\s$/, required("ordered_list")),
          wrappingInputRule(/^\s*>\s$/, required("blockquote")),
        ],
      }),
      keymap({
        "Mod-z": undo,
        "Mod-y": redo,
        "Mod-Shift-z": redo,
        Tab: chainCommands(sinkListItem(required("list_item")), nextValue),
        "Shift-Tab": liftListItem(required("list_item")),
        Enter: splitListItem(required("list_item")),
        "Shift-Enter": chainCommands(exitCode, hardBreak),
      }),
      keymap(withoutModEnter),
    ],
  });
  const view = new EditorView(
    { mount: options.place },
    {
      state: state.apply(state.tr.setSelection(Selection.atStart(state.doc))),
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": options.label,
        lang: options.language,
        dir: "auto",
        spellcheck: "true",
      },
      nodeViews: { picture: (node) => ({ dom: pictureDom(node, options.picture) }) },
      handleDOMEvents: { keydown: ({ state }, event) => isTaken(event, state, options.pickerKey) },
      handleClickOn: (editor, _pos, node, at) => node.type.name === "signature" && placeAbove(editor, at),
      dispatchTransaction(transaction) {
        // The editor draws itself again over what a key left on the page.
        if (transaction.docChanged && options.isLocked()) return;
        view.updateState(view.state.apply(transaction));
        if (transaction.docChanged) options.changed(view.state.doc);
        options.slash(slashIn(view.state)?.words);
      },
    },
  );
  return view;
}

/** Nothing can be written in the signature: the caret goes to the text before it. */
function placeAbove(view: EditorView, at: number): true {
  view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at), -1)));
  view.focus();
  return true;
}

/** Drawn from the draft's own attachment: in the mail itself it is named by its Content-ID. */
function pictureDom({ attrs }: Node, picture: Options["picture"]): HTMLElement {
  const dom = document.createElement("img");
  dom.alt = String(attrs["alt"]);
  dom.src = picture(String(attrs["contentId"])) ?? "";
  return dom;
}

/** Puts a picture at the caret. */
export function insertPicture(view: EditorView, contentId: string, alt: string): void {
  view.dispatch(view.state.tr.replaceSelectionWith(required("picture").create({ contentId, alt })).scrollIntoView());
}

/** Puts letters at the caret as if their keys were pressed there. */
export function typeLetters(view: EditorView, letters: string): void {
  const { from, to } = view.state.selection;
  const typed = () => view.state.tr.insertText(letters, from, to).scrollIntoView();
  const isTakenOver = view.someProp("handleTextInput", (takes) => takes(view, from, to, letters, typed));
  if (isTakenOver !== true) view.dispatch(typed());
}

/** Keys that are no text: the picker's, and those of the page's commands, which the editor would swallow. */
function isTaken(event: KeyboardEvent, state: EditorState, pickerKey: Options["pickerKey"]): boolean {
  const isChord = event.ctrlKey || event.metaKey;
  const slash = slashIn(state);
  // Enter ends what an input method composes, and chooses nothing.
  if (!isChord && !event.isComposing && slash !== undefined && pickerKey(event.key, slash.words)) {
    event.preventDefault();
    return true;
  }
  return event.key === "Escape" || (event.key === "Enter" && isChord);
}

/** `^Enter` sends: the editor must not split a block with it. */
const { "Mod-Enter": _, ...withoutModEnter } = baseKeymap;

/** Puts a response at the caret, or in place of the letters that looked for it; the caret goes to the first value to fill, else behind it, unless somebody has written on meanwhile. */
export function insertResponse(view: EditorView, slice: Slice, place?: ResponsePlace): void {
  if (place === undefined) view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView());
  if (place?.put(slice) !== false) nextValueFrom(0)(view.state, view.dispatch);
  view.focus();
}

const nextValue: Command = (state, dispatch) => nextValueFrom(state.selection.to)(state, dispatch);

const nextValueFrom =
  (from: number): Command =>
  (state, dispatch) => {
    let found: number | undefined;
    state.doc.descendants((node, at) => {
      if (node.type.name === "value" && at >= from) found ??= at;
    });
    if (found === undefined) return false;
    dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, found)).scrollIntoView());
    return true;
  };

const hardBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(required("hard_break").create()).scrollIntoView());
  return true;
};

function required(name: string) {
  const type = nodes[name];
  if (type === undefined) throw new Error(`no node ${name}`);
  return type;
}

function requiredMark(name: string) {
  const type = marks[name];
  if (type === undefined) throw new Error(`no mark ${name}`);
  return type;
}

const formats: Readonly<Record<Format, Command>> = {
  bold: toggleMark(requiredMark("strong")),
  italic: toggleMark(requiredMark("em")),
  underline: toggleMark(requiredMark("underline")),
  bullets: wrapInList(required("bullet_list")),
  ordered: wrapInList(required("ordered_list")),
  quote: chainCommands(wrapIn(required("blockquote")), setBlockType(required("paragraph"))),
};

/** Bold, lists and the like at the selection. */
export function format(view: EditorView, what: Format): void {
  formats[what](view.state, view.dispatch);
  view.focus();
}

/** An empty paragraph with the caret in it, and the signature below: locked, never glued to the text. desktop.md 2 rule 6 */
export function freshDoc(signature: string | undefined): Node {
  const paragraph = required("paragraph").create();
  const end = signature === undefined || signature === "" ? [] : [required("signature").create({ text: signature })];
  return required("doc").create(null, [paragraph, ...end]);
}
