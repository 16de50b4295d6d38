import { useState } from "react";
import type { Outcome } from "../../api/outcome.ts";
import { useSay } from "../../desktop/desk.ts";
import { type Problem, problemsOf } from "../problems.ts";
import { closeRule, type Draft, writeDraft, writing } from "./draft.ts";
import { isStale, tellRefusal } from "./refusal.ts";
import { asWritten, movedBy, type Rule, replaced } from "./rule.ts";
import type { Vocabulary } from "./rule-form.tsx";
import type { Edit } from "./rule-list.tsx";

type Given = {
  readonly draft: Draft | undefined;
  readonly vocabulary: Vocabulary | undefined;
  readonly readAgain: () => Promise<void>;
  readonly tell: (words: string) => void;
};

/** What can be done to the rules of the draft; each is saved at once and can be undone. Undefined: it is not read yet. */
export function useEdit({ draft, vocabulary, readAgain, tell }: Given): Edit | undefined {
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  if (draft === undefined || vocabulary === undefined) return undefined;
  const rules = draft.rules.map(asWritten);
  const write = async (after: readonly Rule[]): Promise<Outcome<object>> => {
    setBusy(true);
    const outcome = await writeDraft(draft, after);
    await readAgain();
    setBusy(false);
    tell(outcome.ok ? say("rules.saved") : "");
    return outcome;
  };
  const change = async (after: readonly Rule[]): Promise<void> => {
    const outcome = await write(after);
    tellRefusal(outcome, say, tell);
  };
  const save = async (rule: Rule): Promise<readonly Problem[]> => {
    const id = writing.getState().open?.before?.id ?? "";
    const after = replaced(rules, id, rule);
    const outcome = await write(after);
    if (outcome.ok) closeRule();
    if (outcome.ok) return [];
    if (isStale(outcome)) return [{ path: "", words: say("rules.stale") }];
    if (outcome.kind !== "refused") return [{ path: "", words: say("notice.unknown") }];
    return problemsOf(outcome, `$.rules[${after.indexOf(rule)}].`);
  };
  return {
    ...{ isBusy, vocabulary, save },
    move: (id, places) => change(movedBy(rules, id, places)),
    remove: (id) => change(rules.filter((one) => one.id !== id)),
  };
}
