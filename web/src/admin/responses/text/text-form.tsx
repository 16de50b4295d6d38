import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Outcome } from "../../../api/outcome.ts";
import { saving } from "../../../commands/saving.ts";
import { useSay } from "../../../desktop/desk.ts";
import { ownNameOf } from "../../../i18n/locale.ts";
import type { Key } from "../../../i18n/words.ts";
import { Button } from "../../../ui/button.tsx";
import { Field, Problems } from "../../field.tsx";
import { type Problem, problemsOf } from "../../problems.ts";
import { Typed } from "../../typed.tsx";
import type { Response } from "../groups.ts";
import { BodyField } from "./body-field.tsx";
import { closeText, openText, saveText, takeNewer, typeText } from "./open-text.ts";
import type { TemplateResource } from "./template.ts";
import { TextFiles } from "./text-files.tsx";
import type { TypedText } from "./typed-text.ts";

type Props = {
  readonly open: { readonly before: TemplateResource | undefined; readonly typed: TypedText };
  readonly responses: readonly Response[];
  readonly done: (words: string) => Promise<void>;
};

const names = {
  ...{ category: "text.category", name: "rules.name", language: "settings.language", shortcut: "text.shortcut" },
  ...{ subject: "text.subject", body: "text.body", startTime: "text.start", expirationTime: "text.end" },
} as const satisfies Readonly<Record<string, Key>>;

/** Writes one text in one language, with the others beside. What is refused stays as it was typed. desktop.md 8.5, 8.6 */
export function TextForm({ open: { before, typed }, responses, done }: Props) {
  const say = useSay();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [isLate, setLate] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const save = async (): Promise<void> => {
    const { open } = openText.getState();
    if (open === undefined) return;
    setBusy(true);
    const saved = await saveText(open);
    setBusy(false);
    if (saved.ok) {
      closeText();
      await done(say("queue.saved", { name: typed.name.trim() }));
      return;
    }
    const isLate = saved.kind === "refused" && saved.version !== undefined;
    if (isLate) await takeNewer();
    setLate(isLate);
    setProblems(wrongIn(saved, say("text.stale"), say("notice.unknown")));
  };
  // Before it can be seen: the key may come at once.
  useLayoutEffect(() => {
    if (!isBusy) saving.current = save;
    return () => {
      saving.current = undefined;
    };
  });
  useEffect(() => form.current?.querySelector<HTMLElement>("input:enabled")?.focus(), []);
  const known = (key: "category" | "language") => [...new Set(responses.map((one) => one[key]))].toSorted();
  const field = (key: Exclude<keyof TypedText, "approved" | "body">, words?: readonly string[]) => (
    <Field label={say(names[key])} path={key} problems={problems}>
      {(control) => <Typed {...{ control, words }} value={typed[key]} type={(text) => typeText({ [key]: text })} />}
    </Field>
  );
  const title = before === undefined ? say("text.add") : `${before.name}, ${before.language}`;
  return (
    <form
      ref={form}
      className="form card open-text"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>
        <bdi>{title}</bdi>
      </h2>
      <Problems problems={problems} nameOf={(path) => nameOf(path, say)} />
      {isLate && before !== undefined && (
        <pre className="theirs" dir="auto" lang={before.language}>
          {[before.subject, before.body].filter((text) => text !== "").join("\n")}
        </pre>
      )}
      <div className="side-by-side">
        {field("category", known("category"))}
        {field("name")}
        {field("language", known("language"))}
        {field("shortcut")}
        {field("subject")}
      </div>
      <BodyField
        key={before?.id ?? "new"}
        body={typed.body}
        language={typed.language === "" ? "und" : typed.language}
        problems={problems}
      />
      <Others responses={responses} typed={typed} />
      <div className="side-by-side">
        {(["startTime", "expirationTime"] as const).map((key) => (
          <Field key={key} label={say(names[key])} path={key} problems={problems}>
            {(control) => (
              <input
                {...control}
                type="date"
                value={typed[key]}
                onChange={({ target }) => typeText({ [key]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <label className="tick">
        <input
          type="checkbox"
          checked={typed.approved}
          onChange={({ target }) => typeText({ approved: target.checked })}
        />
        {say("responses.approved")}
      </label>
      <TextFiles before={before} />
      <div className="verbs">
        <Button type="submit" isMain isDisabled={isBusy} keys="^S">
          {say("dialog.save")}
        </Button>
        <Button onPress={closeText}>{say("skills.discard")}</Button>
      </div>
    </form>
  );
}

/** The same text in its other languages, as each begins. */
function Others({
  responses,
  typed: { name, category, language },
}: Pick<Props, "responses"> & { readonly typed: TypedText }) {
  const say = useSay();
  const others = responses.filter((one) => one.name === name && one.category === category && one.language !== language);
  if (others.length === 0) return null;
  return (
    <section className="others" aria-label={say("text.others")}>
      {others.map((one) => (
        <div key={one.id}>
          <h3>
            <bdi lang={one.language}>{ownNameOf(one.language)}</bdi>
          </h3>
          <p lang={one.language} dir="auto">
            {one.preview}
          </p>
        </div>
      ))}
    </section>
  );
}

function nameOf(path: string, say: (key: Key) => string): string | undefined {
  const key = Object.entries(names).find(([name]) => name === path)?.[1];
  return key === undefined ? undefined : say(key);
}

function wrongIn(saved: Exclude<Outcome<object>, { ok: true }>, stale: string, unknown: string): readonly Problem[] {
  if (saved.kind !== "refused") return [{ path: "", words: unknown }];
  if (saved.version !== undefined) return [{ path: "", words: stale }];
  return problemsOf(saved);
}
