import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { useSay } from "../desktop/desk.ts";
import { Button } from "../ui/button.tsx";

type Props = {
  readonly label: string;
  readonly verb: string;
  /** What it does that cannot be called back. */
  readonly warning?: string;
  /** A text of several lines, which must be given; else one line that may be left out. */
  readonly isLong?: boolean;
  readonly does: (text: string) => Promise<void>;
  readonly close: () => void;
};

/** One question before something is done: a reason, or what is to be said. A refused text stays. */
export function AskedForm({ label, verb, warning, isLong = false, does, close }: Props) {
  const say = useSay();
  const id = useId();
  const [isBusy, setBusy] = useState(false);
  const line = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  useFocus(isLong ? text : line);
  return (
    <form
      className="asked"
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        void does(String(new FormData(event.currentTarget).get("text") ?? "").trim()).finally(() => setBusy(false));
      }}
      onKeyDown={({ key }) => {
        if (key === "Escape") close();
      }}
    >
      {warning !== undefined && (
        <p>
          <span aria-hidden="true">⚠ </span>
          {warning}
        </p>
      )}
      <label htmlFor={id}>{label}</label>
      {isLong ? (
        <textarea ref={text} id={id} name="text" rows={3} required maxLength={1_000} dir="auto" />
      ) : (
        <input ref={line} id={id} name="text" maxLength={255} dir="auto" />
      )}
      <div className="verbs">
        <Button type="submit" isMain isDisabled={isBusy}>
          {verb.replace(/\s*…$/, "")}
        </Button>
        <Button onPress={close}>{say("agents.cancel")}</Button>
      </div>
    </form>
  );
}

/** The menu from which a form was opened gives the focus back to its button, a frame after it has closed: then it is the form's. */
function useFocus(field: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => field.current?.focus());
    });
    return () => cancelAnimationFrame(frame);
  }, [field]);
}
