import { lazy, Suspense, useId, useRef, useState } from "react";
import { isSimple } from "../../../composer/plain.ts";
import { valueNames } from "../../../composer/value-names.ts";
import { useSay } from "../../../desktop/desk.ts";
import { type Problem, problemAt } from "../../problems.ts";
import { typeText } from "./open-text.ts";

const RichBody = lazy(() => import("../../../composer/rich-body.tsx").then((loaded) => ({ default: loaded.RichBody })));

type Props = { readonly body: string; readonly language: string; readonly problems: readonly Problem[] };

/** The text itself: with the composer's editor, or as its source where that would lose something of it. */
export function BodyField({ body, language, problems }: Props) {
  const say = useSay();
  const id = useId();
  const [isSource, setSource] = useState(() => !isSimple(body));
  const source = useRef<HTMLTextAreaElement>(null);
  const type = useRef<(letters: string) => void>(undefined);
  const words = problemAt(problems, "body");
  const insert = (name: string): void => {
    const code = `<$ ${name} $>`;
    const area = source.current;
    if (area === null) {
      type.current?.(code);
      return;
    }
    const { selectionStart, selectionEnd, value } = area;
    typeText({ body: value.slice(0, selectionStart) + code + value.slice(selectionEnd) });
    area.focus();
  };
  return (
    <div className="body-field">
      <div className="side-by-side">
        <div className="field-of-form">
          <label htmlFor={`${id}-value`}>{say("text.insert")}</label>
          <select id={`${id}-value`} value="" onChange={({ target }) => insert(target.value)}>
            <option value="">{say("text.chooseValue")}</option>
            {[...valueNames, "Ask.Reason"].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <label className="tick">
          <input
            type="checkbox"
            checked={isSource}
            disabled={isSource && !isSimple(body)}
            onChange={({ target }) => setSource(target.checked)}
          />
          {say("text.source")}
        </label>
      </div>
      {isSource && !isSimple(body) && <p className="soft">{say("text.onlySource")}</p>}
      {isSource ? (
        <>
          <label htmlFor={id}>{say("text.body")}</label>
          <textarea
            ref={source}
            id={id}
            data-path="body"
            dir="auto"
            lang={language}
            rows={10}
            spellCheck
            value={body}
            onChange={({ target }) => typeText({ body: target.value })}
          />
        </>
      ) : (
        <>
          <span aria-hidden="true">{say("text.body")}</span>
          <Suspense fallback={<p>{say("app.loading")}</p>}>
            <RichBody
              label={say("text.body")}
              language={language}
              html={body}
              changed={(html) => typeText({ body: html })}
              ready={(put) => {
                type.current = put;
              }}
            />
          </Suspense>
        </>
      )}
      {words !== undefined && (
        <span className="problem" lang="en">
          {words}
        </span>
      )}
    </div>
  );
}
