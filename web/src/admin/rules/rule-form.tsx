import type { RulesVocabularyAnswer } from "@postroom/contract";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { saving } from "../../commands/saving.ts";
import { useSay } from "../../desktop/desk.ts";
import type { Say } from "../../i18n/words.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Field, Problems } from "../field.tsx";
import type { Problem } from "../problems.ts";
import { ConditionFields } from "./condition-fields.tsx";
import { closeRule, typeRule, writing } from "./draft.ts";
import { type Rule, saySame } from "./rule.ts";
import type { Edit } from "./rule-list.tsx";
import { Sentence } from "./sentence.tsx";
import { SettingFields } from "./setting-fields.tsx";

export type Vocabulary = RulesVocabularyAnswer;

type Props = {
  readonly open: { readonly before: Rule | undefined; readonly rule: Rule };
  /** The rule as the draft has it; undefined: it has not. */
  readonly now: Rule | undefined;
  readonly edit: Edit;
};

const matches = ["all", "any"] as const;

/** Writes one rule. What is refused stays as it was typed. desktop.md 8.4, 8.6 */
export function RuleForm({ open: { before, rule }, now, edit }: Props) {
  const say = useSay();
  const isBusy = useStore(writing, (state) => state.isBusy);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const isChanged = before === undefined || !saySame(before, rule);
  const save = async (): Promise<void> => {
    setProblems(await edit.save(rule));
  };
  // Before it can be seen: the key may come at once.
  useLayoutEffect(() => {
    if (!isBusy) saving.current = save;
    return () => {
      saving.current = undefined;
    };
  });
  useEffect(() => form.current?.querySelector<HTMLElement>("select, input")?.focus(), []);
  return (
    <form
      ref={form}
      className="form"
      aria-label={before === undefined ? say("rules.new") : say("rules.editing", { name: before.id })}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Problems problems={problems} nameOf={(path) => nameOf(say, path)} />
      <Meanwhile before={before} now={now} />
      {rule.if.length > 1 && (
        <Choice
          label={say("rules.match")}
          values={matches}
          chosen={rule.match}
          wordOf={(match) => say(`rules.match.${match}`)}
          choose={(match) => typeRule({ match })}
        />
      )}
      <ConditionFields conditions={rule.if} vocabulary={edit.vocabulary} problems={problems} />
      <SettingFields settings={rule.then} vocabulary={edit.vocabulary} problems={problems} />
      <label className="tick">
        <input
          type="checkbox"
          checked={rule.continue}
          onChange={({ target }) => typeRule({ continue: target.checked })}
        />
        {say("rules.continue")}
      </label>
      <div className="side-by-side">
        {before === undefined && (
          <Field label={say("rules.name")} path="id" problems={problems} hint={say("rules.nameHint")}>
            {(control) => (
              <input
                {...control}
                value={rule.id}
                dir="auto"
                onChange={({ target }) => typeRule({ id: target.value })}
              />
            )}
          </Field>
        )}
        <Field label={say("rules.note")} path="note" problems={problems}>
          {(control) => (
            <input
              {...control}
              value={rule.note}
              dir="auto"
              onChange={({ target }) => typeRule({ note: target.value })}
            />
          )}
        </Field>
      </div>
      <div className="verbs">
        <Button type="submit" isMain isDisabled={isBusy} keys="^S">
          {say("rules.save")}
        </Button>
        <Button onPress={closeRule}>{say(isChanged ? "skills.discard" : "dialog.close")}</Button>
      </div>
    </form>
  );
}

/** Two texts compete: both are shown. desktop.md 2.1 */
function Meanwhile({ before, now }: { readonly before: Rule | undefined; readonly now: Rule | undefined }) {
  const say = useSay();
  if (before === undefined || (now !== undefined && saySame(before, now))) return null;
  return (
    <p role="alert" className="problem">
      {now === undefined ? say("rules.removedMeanwhile") : say("rules.changedMeanwhile")}{" "}
      {now !== undefined && <Sentence rule={now} />}
    </p>
  );
}

/** What a field is called on top of the form. */
function nameOf(say: Say, path: string): string | undefined {
  const [, list, index] = /^(if|then)\[(\d+)\]/.exec(path) ?? [];
  if (list !== undefined)
    return say(list === "if" ? "rules.condition" : "rules.setting", { number: Number(index) + 1 });
  if (path === "id") return say("rules.name");
  return path === "note" ? say("rules.note") : undefined;
}
