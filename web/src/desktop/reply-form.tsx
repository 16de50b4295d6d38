import "../composer/composer.css";
import { Suspense, useId, useRef, useState } from "react";
import { useStore } from "zustand";
import { isSimple } from "../composer/plain.ts";
import { RichBody } from "../composer/rich-body.tsx";
import { valueNames } from "../composer/value-names.ts";
import { namedSet } from "../state/selection.ts";
import { Button } from "../ui/button.tsx";
import { bulkText, leaveOutResponse, openBulkText, paramsOf, typeBulkText } from "./bulk-text.ts";
import { desk, useDesk, useLocale, useSay } from "./desk.ts";
import { type ChosenResponse, ResponseFinder } from "./response-finder.tsx";

/** One text for all that is selected; each gets it with its own values. Nothing here sends. desktop.md 3.8 */
export function ReplyForm() {
  const say = useSay();
  // To this set and no other, also when the text is changed once more after a look at it.
  const [chosen] = useState(() => {
    openBulkText();
    const { selection, asked } = desk.store.getState();
    return selection === undefined ? asked?.selection : namedSet(selection);
  });
  const text = useStore(bulkText);
  const [isEmpty, setEmpty] = useState(false);
  const insert = useRef<(html: string) => void>(undefined);
  const choose = ({ id, name, body }: ChosenResponse): void => {
    typeBulkText({ response: { id, name }, isAsItIs: !isSimple(body) });
    if (isSimple(body)) insert.current?.(body);
  };
  const preview = (): void => {
    if (!text.isAsItIs && wordsIn(text.html) === "") setEmpty(true);
    else if (chosen !== undefined) {
      const asked = { action: "Reply", params: paramsOf(text), selection: chosen } as const;
      desk.store.setState({ asked, dialog: "selection.confirm" });
    }
  };
  return (
    <form
      className="reply-to-each"
      onSubmit={(event) => {
        event.preventDefault();
        preview();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        preview();
      }}
    >
      <ResponseFinder choose={choose} />
      {text.response !== undefined && (
        <p className="line">
          <span>{say(text.isAsItIs ? "reply.asItIs" : "reply.with", { name: text.response.name })}</span>
          <Button label={say("reply.without", { name: text.response.name })} onPress={leaveOutResponse}>
            ✕
          </Button>
        </p>
      )}
      {!text.isAsItIs && <Written html={text.html} ready={(put) => (insert.current = put)} />}
      {isEmpty && wordsIn(text.html) === "" && (
        <p role="alert" className="problem">
          {say("reply.empty")}
        </p>
      )}
      <label className="field-of-form">
        {say("reply.subject")}
        <input
          name="subject"
          dir="auto"
          maxLength={500}
          value={text.subject}
          onChange={({ target }) => typeBulkText({ subject: target.value })}
        />
      </label>
      <label className="tick">
        <input
          type="checkbox"
          checked={text.completes}
          onChange={({ target }) => typeBulkText({ completes: target.checked })}
        />
        {say("reply.completes")}
      </label>
      <div className="verbs">
        <Button type="submit" isMain keys="^Enter">
          {say("reply.preview")}
        </Button>
      </div>
    </form>
  );
}

/** What is left without its tags. */
const wordsIn = (html: string): string => html.replace(/<[^>]*>|&nbsp;|\s/g, "");

type WrittenProps = { readonly html: string; readonly ready: (insert: (html: string) => void) => void };

/** The text, with the values that can be put into it. */
function Written({ html, ready }: WrittenProps) {
  const say = useSay();
  const locale = useLocale();
  const id = useId();
  const signature = useDesk(({ user }) => user?.signature);
  const type = useRef<(letters: string) => void>(undefined);
  return (
    <div className="composer">
      <label htmlFor={id}>{say("text.insert")}</label>
      <select id={id} value="" onChange={({ target }) => type.current?.(`<$ ${target.value} $>`)}>
        <option value="">{say("text.chooseValue")}</option>
        {valueNames.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <Suspense fallback={<p>{say("app.loading")}</p>}>
        <RichBody
          label={say("text.body")}
          language={locale}
          html={html}
          signature={signature}
          changed={(written) => typeBulkText({ html: written })}
          ready={(put, insert) => {
            type.current = put;
            ready(insert);
          }}
        />
      </Suspense>
    </div>
  );
}
