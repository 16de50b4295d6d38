import type { EmailB } from "@postroom/contract";
import { useEffect, useRef, useState } from "react";
import { composing, desk, useDesk, usePreferences, useSay, verbs } from "../desktop/desk.ts";
import { clockText } from "../desktop/times.ts";
import { Button } from "../ui/button.tsx";
import { Conflict } from "./conflict.tsx";
import { format, insertAtSlash } from "./editor.ts";
import { type Fields, fieldsOf, writtenFrom } from "./fields.ts";
import type { Keeping } from "./keeping.ts";
import { sliceOf } from "./markup.ts";
import { Picker, type PickerKeys } from "./picker.tsx";
import { Recipients } from "./recipients.tsx";
import { type Response, renderResponse } from "./responses.ts";
import { unresolvedIn } from "./serialise.ts";
import { beginWriting, type Writing } from "./writing.ts";
import "./composer.css";

/** Where somebody writes. Every word lies on this device within a second and on the server within three. desktop.md 5 */
export function Composer({ draft }: { readonly draft: EmailB }) {
  const say = useSay();
  const language = usePreferences((chosen) => chosen.language);
  const signature = useDesk(({ user }) => user?.signature);
  const isOffline = useDesk(({ connection }) => connection.lostAt !== undefined && !connection.isReplacing);
  const [fields, setFields] = useState<Fields>(() => fieldsOf(draft));
  const [keeping, setKeeping] = useState<{ what: Keeping; at: number }>();
  const [slash, setSlash] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [theirs, setTheirs] = useState<EmailB>();
  const [shown, setShown] = useState({ cc: fields.cc !== "", bcc: fields.bcc !== "" });
  const place = useRef<HTMLDivElement>(null);
  const section = useRef<HTMLElement>(null);
  const writing = useRef<Writing>(undefined);
  const picker = useRef<PickerKeys>(undefined);
  const fieldsNow = useRef(fields);
  fieldsNow.current = fields;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a composer belongs to one draft as long as it lives; later versions come in through saving.
  useEffect(() => {
    if (place.current === null) return;
    const begun = beginWriting({
      draft,
      place: place.current,
      signature,
      label: say("composer.text"),
      language,
      fields: () => fieldsNow.current,
      setFields: (next) => {
        fieldsNow.current = next;
        setFields(next);
      },
      shows: (what) => setKeeping({ what, at: Date.now() }),
      theirs: setTheirs,
      slash: setSlash,
      pickerKey: (key) => picker.current?.(key) ?? false,
    });
    writing.current = begun;
    return () => {
      begun.stop();
      writing.current = undefined;
    };
  }, [draft.id]);

  const send = async (completes: boolean): Promise<void> => {
    const editor = writing.current?.view();
    const keeps = writing.current?.keeps;
    if (editor === undefined || keeps === undefined) return;
    const { doc } = editor.state;
    const content = writtenFrom(doc, fieldsNow.current);
    if (isOffline) return setProblem(say("composer.offline"));
    if (unresolvedIn(doc).length > 0) return setProblem(say("composer.unresolved"));
    if ([...content.to, ...content.cc, ...content.bcc].length === 0) return setProblem(say("composer.noRecipient"));
    setProblem(undefined);
    await keeps.flush();
    if (keeps.isConflict()) return;
    const present = desk.store.getState().centre.emails[draft.id] ?? draft;
    await verbs.send(present, content, keeps.version(), completes);
  };

  useEffect(() => {
    composing.current = {
      draftId: draft.id,
      focus: () => writing.current?.view()?.focus(),
      send,
      show: (field) => setShown((before) => ({ ...before, [field]: true })),
      format: (what) => {
        const editor = writing.current?.view();
        if (editor !== undefined) format(editor, what);
      },
      hasFocus: () => section.current?.contains(document.activeElement) === true,
    };
    return () => {
      composing.current = undefined;
    };
  });

  const choose = async (response: Response): Promise<void> => {
    const words = slash ?? "";
    setSlash(undefined);
    const html = await renderResponse(desk.api, response, draft.id);
    const editor = writing.current?.view();
    if (html !== undefined && editor !== undefined) insertAtSlash(editor, words, sliceOf(html));
  };
  const edit = (name: keyof Fields, value: string): void => {
    const next = { ...fieldsNow.current, [name]: value };
    fieldsNow.current = next;
    setFields(next);
    writing.current?.changed();
  };
  return (
    <section ref={section} className="composer" data-layer="composer" aria-label={say("composer.label")}>
      <p className="from">
        {say("composer.from", { address: "" })}
        <bdi>{draft.from}</bdi>
      </p>
      <Recipients name={say("composer.to")} value={fields.to} onChange={(value) => edit("to", value)} />
      {shown.cc && <Recipients name={say("composer.cc")} value={fields.cc} onChange={(value) => edit("cc", value)} />}
      {shown.bcc && (
        <Recipients name={say("composer.bcc")} value={fields.bcc} onChange={(value) => edit("bcc", value)} />
      )}
      <label className="field">
        {say("composer.subject")}
        <input value={fields.subject} dir="auto" onChange={({ target }) => edit("subject", target.value)} />
      </label>
      {theirs !== undefined && keeping?.what === "conflict" && (
        <Conflict
          theirs={theirs}
          mine={writing.current?.text() ?? ""}
          keepMine={() => {
            writing.current?.settle(theirs, "mine");
            setTheirs(undefined);
          }}
          takeTheirs={() => {
            writing.current?.settle(theirs, "theirs");
            setTheirs(undefined);
          }}
        />
      )}
      <div ref={place} className="paper" />
      {slash !== undefined && (
        <Picker
          words={slash}
          keys={picker}
          choose={(response) => void choose(response)}
          close={() => setSlash(undefined)}
        />
      )}
      <footer className="verbs">
        <Button isMain keys="^Enter" hint={say("effect.sendDone")} isDisabled={isOffline} onPress={() => send(true)}>
          {say("command.sendDone")}
        </Button>
        <Button keys="^Shift Enter" hint={say("effect.send")} isDisabled={isOffline} onPress={() => send(false)}>
          {say("command.send")}
        </Button>
        {!shown.cc && <Button onPress={() => setShown({ ...shown, cc: true })}>{say("composer.cc")}</Button>}
        {!shown.bcc && <Button onPress={() => setShown({ ...shown, bcc: true })}>{say("composer.bcc")}</Button>}
        <span className="keeping" role="status">
          {problem ?? (isOffline ? say("composer.offline") : keepingWords(keeping))}
        </span>
      </footer>
    </section>
  );

  function keepingWords(shows: typeof keeping): string {
    switch (shows?.what) {
      case undefined:
        return "";
      case "here":
        return say("composer.savedHere");
      case "saving":
        return say("composer.saving");
      case "saved":
        return say("composer.saved", { time: clockText(shows.at, language) });
      case "notSaved":
        return say("composer.notSaved");
      case "conflict":
        return say("composer.conflict");
    }
  }
}
