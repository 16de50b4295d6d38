import type { EmailB, RenderedResponse, ResponseResource } from "@postroom/contract";
import { type RefObject, useEffect, useRef, useState } from "react";
import { desk, useDesk, useLocale, useSay } from "../desktop/desk.ts";
import { answeredBy } from "./answered.ts";
import { findResponses, renderResponse } from "./responses.ts";

/** Takes a key of the editor, and the letters that stand before the caret at that moment; true when it was one of the picker's. */
export type PickerKeys = (key: string, words: string) => boolean;

type Props = {
  readonly words: string;
  readonly draft: EmailB;
  readonly keys: RefObject<PickerKeys | undefined>;
  /** Undefined: the first that fits, for who did not wait for the list. */
  readonly choose: (response: ResponseResource | undefined) => void;
  readonly close: () => void;
};

/** Standard responses under the caret: found by name, shortcut and text. Nothing here sends. desktop.md 5.5 */
export function Picker({ words, draft, keys, choose, close }: Props) {
  const say = useSay();
  const newest = useFound(words, draft);
  const found = newest?.responses;
  const [at, setAt] = useState(0);
  const place = useRef<HTMLElement>(null);
  const active = found?.[Math.min(at, found.length - 1)];
  // biome-ignore lint/correctness/useExhaustiveDependencies: other letters find other responses.
  useEffect(() => setAt(0), [words]);
  const enter = (typed: string): boolean => {
    // A list of what earlier letters found: never a response that these did not ask for.
    const isOfBefore = newest?.words !== typed;
    if (!isOfBefore && active === undefined) return false;
    choose(isOfBefore ? undefined : active);
    return true;
  };
  useEffect(() => {
    keys.current = (key, typed) => {
      if (key === "Enter") return enter(typed);
      if (key === "Escape") close();
      else if (key === "ArrowDown") setAt((before) => Math.min((found?.length ?? 1) - 1, before + 1));
      else if (key === "ArrowUp") setAt((before) => Math.max(0, before - 1));
      else return false;
      return true;
    };
    return () => {
      keys.current = undefined;
    };
  });
  const isThere = found !== undefined;
  useEffect(() => {
    if (isThere) place.current?.scrollIntoView({ block: "nearest" });
  }, [isThere]);
  if (found === undefined) return null;
  return (
    <section ref={place} className="picker" aria-label={say("composer.responses")}>
      {found.length === 0 && <p>{say("composer.noResponses")}</p>}
      <div className="choices">
        {found.map((response) => (
          <button
            key={response.id}
            type="button"
            data-active={response === active}
            tabIndex={-1}
            onClick={() => choose(response)}
          >
            <strong dir="auto">{response.name}</strong>{" "}
            {response.shortcut !== undefined && <kbd>/{response.shortcut}</kbd>}
            <small dir="auto" lang={response.language}>
              {response.preview}
            </small>
          </button>
        ))}
      </div>
      {active !== undefined && <Preview key={active.id} response={active} draftId={draft.id} />}
    </section>
  );
}

type Found = { readonly words: string; readonly responses: readonly ResponseResource[] };

/** What fits, and the letters that it fits; asked anew when somebody changes a response meanwhile. */
function useFound(words: string, draft: EmailB): Found | undefined {
  const [found, setFound] = useState<Found>();
  const changes = useDesk((state) => state.responseChanges);
  // biome-ignore lint/correctness/useExhaustiveDependencies: changes are why it is asked again, and versions of a draft are not.
  useEffect(() => {
    let isNewest = true;
    void findResponses(desk.api, words, answeredBy(draft)).then((responses) => {
      if (isNewest) setFound({ words, responses });
    });
    return () => {
      isNewest = false;
    };
  }, [words, draft.parentId, changes]);
  return found;
}

const restsMs = 150;

/** As it would stand in this draft: what is filled in, what is missing, and which files come along. */
function Preview({ response, draftId }: { readonly response: ResponseResource; readonly draftId: string }) {
  const say = useSay();
  const locale = useLocale();
  const [ready, setReady] = useState<RenderedResponse>();
  useEffect(() => {
    let isShown = true;
    // Whoever runs through the list asks for nothing.
    const timer = setTimeout(async () => {
      const rendered = await renderResponse(desk.api, response.id, draftId);
      if (isShown && rendered.ok) setReady(rendered.value);
    }, restsMs);
    return () => {
      isShown = false;
      clearTimeout(timer);
    };
  }, [response.id, draftId]);
  const missing = ready?.values.filter(({ value }) => value === "") ?? [];
  return (
    <div className="preview">
      <p dir="auto" lang={response.language}>
        {ready?.text ?? response.preview}
      </p>
      {missing.length > 0 && (
        <p className="problem">
          {say("composer.missing", { names: new Intl.ListFormat(locale).format(missing.map(({ name }) => name)) })}
        </p>
      )}
      {ready !== undefined && ready.attachments.length > 0 && (
        <p>
          {say("composer.brings", {
            names: new Intl.ListFormat(locale).format(ready.attachments.map(({ name }) => name)),
          })}
        </p>
      )}
    </div>
  );
}
