import type { EmailB, ResponseResource } from "@postroom/contract";
import type { Node } from "prosemirror-model";
import { useEffect, useRef, useState } from "react";
import type { OpenComposer } from "../commands/command.ts";
import { composing, tellReady } from "../desktop/composing.ts";
import { desk, useDesk, useLocale, useSay, verbs } from "../desktop/desk.ts";
import { valueAt } from "../state/by-id.ts";
import type { Written } from "../state/verbs.ts";
import { Button } from "../ui/button.tsx";
import { answeredBy, spellingOf } from "./answered.ts";
import { Conflict } from "./conflict.tsx";
import { format, insertPicture, insertResponse, typeLetters } from "./editor.ts";
import { type Fields, fieldsOf, writtenFrom, writtenOf } from "./fields.ts";
import { FilePicker, Files } from "./files.tsx";
import { Guard, useGuard } from "./guard.tsx";
import { keepingWords, type ShownKeeping } from "./keeping-words.ts";
import { Line } from "./line.tsx";
import { sliceOfResponse } from "./markup.ts";
import { obstacleTo } from "./obstacle.ts";
import { Picker, type PickerKeys } from "./picker.tsx";
import { Quoted } from "./quoted.tsx";
import { type ResponsePlace, reserveSlash } from "./response-place.ts";
import { findResponses, renderResponse, reportUse } from "./responses.ts";
import { unresolvedIn } from "./serialise.ts";
import { pictureAddress, useFiles } from "./use-files.ts";
import { beginWriting, type Writing } from "./writing.ts";
import "./composer.css";

const answerMs = 5_000;

/** Where somebody writes. Every word lies on this device within a second and on the server within three. desktop.md 5 */
export function Composer({ draft }: { readonly draft: EmailB }) {
  const say = useSay();
  const locale = useLocale();
  const signature = useDesk(({ user }) => user?.signature);
  const isOffline = useDesk(({ connection }) => connection.lostAt !== undefined && !connection.isReplacing);
  const [fields, setFields] = useState<Fields>(() => fieldsOf(draft));
  const [keeping, setKeeping] = useState<ShownKeeping>();
  const [slash, setSlash] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [theirs, setTheirs] = useState<EmailB>();
  const [isSending, setSending] = useState(false);
  const [shown, setShown] = useState({ cc: fields.cc !== "", bcc: fields.bcc !== "" });
  const place = useRef<HTMLDivElement>(null);
  const section = useRef<HTMLElement>(null);
  const writing = useRef<Writing>(undefined);
  const picker = useRef<PickerKeys>(undefined);
  const inserting = useRef<Promise<unknown>>(undefined);
  const sending = useRef<ReturnType<OpenComposer["send"]>>(undefined);
  const guard = useGuard(draft.id);
  const moved = (version: number | undefined): void => writing.current?.keeps.moved(version);
  const files = useFiles(
    draft,
    ({ file }, contentId, version) => {
      moved(version);
      const editor = writing.current?.view();
      if (contentId !== undefined && editor !== undefined) insertPicture(editor, contentId, file.name);
    },
    (does) => writing.current?.keeps.between(() => does(moved)) ?? does(moved),
  );
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
      // Spelt as what it answers, not as the page around it. desktop.md 3.11
      language: spellingOf(draft),
      fields: () => fieldsNow.current,
      picture: (contentId) => pictureAddress(draft.id, contentId),
      written: (content) => guard.changed(content),
      setFields: (next) => {
        fieldsNow.current = next;
        setFields(next);
      },
      shows: (what) => setKeeping({ what, at: Date.now() }),
      theirs: setTheirs,
      slash: setSlash,
      ready: tellReady,
      pickerKey: (key, words) => picker.current?.(key, words) ?? false,
    });
    writing.current = begun;
    return () => {
      begun.stop();
      writing.current = undefined;
    };
  }, [draft.id]);

  const stopped = (words: string): undefined => {
    setProblem(words);
    // Whoever went on to something else thinks that it was sent.
    if (writing.current !== undefined) return;
    const { subject } = fieldsNow.current;
    desk.tell({ key: "notice.notSent", values: { subject, words } }, "alarm");
  };
  /** Once, however often it is asked for; what is sent is what stood there then, so nothing is written until it left or stays. */
  const sendOnce: OpenComposer["send"] = async (completes, first) => {
    const begun = writing.current;
    setSending(true);
    // The letters that look for a response are not what is to be sent.
    await inserting.current;
    // A file can be seen in the list before its own answer is here.
    await files.answered(answerMs);
    begun?.lock(true);
    return sendNow(begun, completes, first).finally(() => {
      setSending(false);
      begun?.lock(false);
    });
  };
  /** What is to be sent; undefined where something stops it, which is told. */
  const checked = async (begun: Writing, doc: Node): Promise<Written | undefined> => {
    // Its letters still look for a response, which has no place any more.
    if (writing.current !== begun) return stopped(say("composer.left"));
    const content = writtenFrom(doc, fieldsNow.current);
    const isUnresolved = unresolvedIn(doc).length > 0;
    const isUploading = files.areUnderWay();
    const stop = obstacleTo(content, { isOffline, isUploading, isUnresolved }) ?? (await guard.stops(content));
    if (stop !== undefined) return stopped(say(stop));
    setProblem(undefined);
    await begun.keeps.flush();
    if (!begun.keeps.isConflict()) return content;
    return writing.current === begun ? undefined : stopped(say("composer.conflict"));
  };
  const sendNow = async (begun: Writing | undefined, ...[completes, first]: Parameters<OpenComposer["send"]>) => {
    const editor = begun?.view();
    const content = begun === undefined || editor === undefined ? undefined : await checked(begun, editor.state.doc);
    if (begun === undefined || content === undefined) return { isDone: false };
    const { keeps } = begun;
    const present = valueAt(desk.store.getState().centre.emails, draft.id) ?? draft;
    keeps.catchUp({ written: writtenOf(present), version: present.version });
    const confirmed = guard.confirmed();
    const version = keeps.version();
    const held = await verbs.send({ draft: present, content, version, completes, confirmed, first });
    guard.stopped(held.warnings);
    if (held.warnings.length > 0) stopped(say("composer.warned"));
    return held;
  };
  // Pressed again while it is on its way, or the news that it has gone is: it goes once, until it is called back.
  const send: OpenComposer["send"] = (...how) => {
    let isDone = false;
    sending.current ??= sendOnce(...how)
      .then((held) => {
        ({ isDone } = held);
        return held;
      })
      .finally(() => {
        if (!isDone) sending.current = undefined;
      });
    return sending.current;
  };
  useEffect(() => {
    if (draft.hold === undefined) sending.current = undefined;
  }, [draft.hold]);
  useEffect(() => {
    composing.current = {
      draftId: draft.id,
      focus: () => writing.current?.focus(),
      type: (letters) => {
        const editor = writing.current?.view();
        if (editor !== undefined) typeLetters(editor, letters);
      },
      send,
      insert: (id) => insert(id),
      show: (field) => setShown((before) => ({ ...before, [field]: true })),
      format: (what) => {
        const editor = writing.current?.view();
        if (editor !== undefined) format(editor, what);
      },
      attach: (dropped) => attach(dropped, true),
      take: (content) => writing.current?.take(content),
      isReady: () => writing.current?.view() !== undefined,
      hasFocus: () => section.current?.contains(document.activeElement) === true,
    };
    return () => {
      composing.current = undefined;
    };
  });

  const attach = (chosen: readonly File[], isInline = false): void => files.add(chosen, isInline);
  const insert = async (id: string, place?: ResponsePlace): Promise<boolean> => {
    const ready = await renderResponse(desk.api, id, draft.id);
    const editor = writing.current?.view();
    if (!ready.ok && ready.kind === "refused")
      desk.tell({ key: "notice.refused", values: { words: ready.words } }, "alarm");
    if (!ready.ok || editor === undefined) return false;
    insertResponse(editor, sliceOfResponse(ready.value), place);
    // A draft that has gone out counts no use any more.
    inserting.current = Promise.all([inserting.current, reportUse(desk.api, id, draft.id)]);
    await files.link(ready.value.attachments.map((one) => one.id));
    return true;
  };
  const choose = (response: ResponseResource | undefined): void => {
    const editor = writing.current?.view();
    const place = editor === undefined ? undefined : reserveSlash(editor);
    setSlash(undefined);
    if (place !== undefined) inserting.current = insertAt(place, response);
  };
  const insertAt = async (place: ResponsePlace, chosen: ResponseResource | undefined): Promise<void> => {
    const response = chosen ?? (await findResponses(desk.api, place.words, answeredBy(draft)))[0];
    if (response === undefined) place.breakLine();
    else if (!(await insert(response.id, place))) place.leave();
  };
  useEffect(() => writing.current?.keeps.catchUp({ written: writtenOf(draft), version: draft.version }), [draft]);
  const edit = (name: keyof Fields, value: string): void => {
    const next = { ...fieldsNow.current, [name]: value };
    fieldsNow.current = next;
    setFields(next);
    writing.current?.changed();
  };
  const line = (name: keyof Fields) => (
    <Line
      name={say(`composer.${name}`)}
      value={fields[name]}
      isAddresses={name !== "subject"}
      isFixed={isSending}
      onChange={(value) => edit(name, value)}
    />
  );
  return (
    <section
      ref={section}
      className="composer"
      aria-busy={isSending}
      data-layer="composer"
      aria-label={say("composer.label")}
      onPasteCapture={(event) => {
        if (event.clipboardData.files.length === 0) return;
        event.preventDefault();
        attach([...event.clipboardData.files], true);
      }}
    >
      <p className="from">
        {say("composer.from", { address: "" })}
        <bdi>{draft.from}</bdi>
      </p>
      {line("to")}
      {shown.cc && line("cc")}
      {shown.bcc && line("bcc")}
      {line("subject")}
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
      <Files files={files} draft={draft} />
      <div ref={place} className="paper" />
      <Quoted draft={draft} />
      {slash !== undefined && (
        <Picker words={slash} draft={draft} keys={picker} choose={choose} close={() => setSlash(undefined)} />
      )}
      <Guard warnings={guard.warnings} />
      <footer className="verbs">
        <Button
          isMain
          keys="^Enter"
          hint={say("effect.sendDone")}
          isDisabled={isOffline || isSending}
          onPress={() => send(true)}
        >
          {say("command.sendDone")}
        </Button>
        <Button
          keys="^Shift Enter"
          hint={say("effect.send")}
          isDisabled={isOffline || isSending}
          onPress={() => send(false)}
        >
          {say("command.send")}
        </Button>
        <FilePicker take={attach} />
        <Button onPress={() => desk.store.setState({ dialog: "versions" })}>{say("command.versions")}</Button>
        {!shown.cc && <Button onPress={() => setShown({ ...shown, cc: true })}>{say("composer.cc")}</Button>}
        {!shown.bcc && <Button onPress={() => setShown({ ...shown, bcc: true })}>{say("composer.bcc")}</Button>}
        <span className="keeping" role="status">
          {isSending
            ? say("composer.sending")
            : (problem ??
              (isOffline && keeping?.what !== "nowhere"
                ? say("composer.offline")
                : keepingWords(keeping, say, locale)))}
        </span>
      </footer>
    </section>
  );
}
