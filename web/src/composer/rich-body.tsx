import type { EditorView } from "prosemirror-view";
import { useEffect, useRef } from "react";
import type { Format } from "../commands/command.ts";
import { useSay } from "../desktop/desk.ts";
import { Button } from "../ui/button.tsx";
import { createEditor, format, freshDoc, insertResponse, typeLetters } from "./editor.ts";
import { docOf, sliceOf } from "./markup.ts";
import { htmlOf } from "./serialise.ts";

type Props = {
  readonly label: string;
  readonly language: string;
  /** As it is when the editor opens; empty: nothing but the signature, if there is one. */
  readonly html: string;
  readonly signature?: string | undefined;
  readonly changed: (html: string) => void;
  /** Gets what puts letters at the caret, and what puts a text there. */
  readonly ready: (type: (letters: string) => void, insert: (html: string) => void) => void;
};

/** As in the composer. desktop.md 4 */
const formats = [
  { what: "bold", keys: "^B", code: "KeyB", isShifted: false },
  { what: "italic", keys: "^I", code: "KeyI", isShifted: false },
  { what: "underline", keys: "^U", code: "KeyU", isShifted: false },
  { what: "ordered", keys: "^Shift 7", code: "Digit7", isShifted: true },
  { what: "bullets", keys: "^Shift 8", code: "Digit8", isShifted: true },
  { what: "quote", keys: "^Shift 9", code: "Digit9", isShifted: true },
] as const satisfies readonly { what: Format; keys: string; code: string; isShifted: boolean }[];

/** The composer's editor, without anything of a mail. Loaded by those who write. */
export function RichBody({ label, language, html, signature, changed, ready }: Props) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const put = (what: Format): void => {
    if (view.current !== undefined) format(view.current, what);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor keeps its own text from then on.
  useEffect(() => {
    if (place.current === null) return undefined;
    const editor = createEditor({
      ...{ place: place.current, doc: html === "" ? freshDoc(signature) : docOf(html), label, language },
      changed: (doc) => changed(htmlOf(doc)),
      slash: () => undefined,
      picture: () => undefined,
      pickerKey: () => false,
      isLocked: () => false,
    });
    view.current = editor;
    ready(
      (letters) => {
        typeLetters(editor, letters);
        editor.focus();
      },
      (text) => insertResponse(editor, sliceOf(text)),
    );
    return () => editor.destroy();
  }, []);
  return (
    <>
      <div className="verbs">
        {formats.map(({ what, keys }) => (
          <Button key={what} onPress={() => put(what)} keys={keys}>
            {say(`command.${what}`)}
          </Button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the editor inside is the text box; its chords come up to here. */}
      <div
        onKeyDown={(event) => {
          if (!(event.ctrlKey || event.metaKey)) return;
          const wanted = formats.find(({ code, isShifted }) => code === event.code && isShifted === event.shiftKey);
          if (wanted === undefined) return;
          event.preventDefault();
          put(wanted.what);
        }}
      >
        <div ref={place} className="paper" data-path="body" />
      </div>
    </>
  );
}
