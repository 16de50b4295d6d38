import { type RefObject, useEffect, useState } from "react";
import { desk, useSay } from "../desktop/desk.ts";
import { findResponses, type Response } from "./responses.ts";

/** Takes a key of the editor; true when it was one of the picker's. */
export type PickerKeys = (key: string) => boolean;

type Props = {
  readonly words: string;
  readonly keys: RefObject<PickerKeys | undefined>;
  readonly choose: (response: Response) => void;
  readonly close: () => void;
};

/** Standard responses under the caret: found by name, shortcut and text. Nothing here sends. desktop.md 5.5 */
export function Picker({ words, keys, choose, close }: Props) {
  const say = useSay();
  const [found, setFound] = useState<readonly Response[]>();
  const [at, setAt] = useState(0);
  useEffect(() => {
    let isNewest = true;
    void findResponses(desk.api, words).then((responses) => {
      if (isNewest) {
        setFound(responses);
        setAt(0);
      }
    });
    return () => {
      isNewest = false;
    };
  }, [words]);
  useEffect(() => {
    keys.current = (key) => {
      if (key === "Escape") close();
      else if (key === "ArrowDown") setAt((before) => Math.min((found?.length ?? 1) - 1, before + 1));
      else if (key === "ArrowUp") setAt((before) => Math.max(0, before - 1));
      else if (key === "Enter" && found?.[at] !== undefined) choose(found[at]);
      else return false;
      return true;
    };
    return () => {
      keys.current = undefined;
    };
  });
  if (found === undefined) return null;
  return (
    <section className="picker" aria-label={say("composer.responses")}>
      {found.length === 0 && <p>{say("composer.noResponses")}</p>}
      {found.map((response, index) => (
        <button
          key={response.id}
          type="button"
          data-active={index === at}
          tabIndex={-1}
          onClick={() => choose(response)}
        >
          <strong>{response.name}</strong> {response.shortcut !== undefined && <kbd>/{response.shortcut}</kbd>}
        </button>
      ))}
    </section>
  );
}
