import { useMemo, useRef } from "react";
import type { Outcome } from "../../api/outcome.ts";
import { useSay } from "../../desktop/desk.ts";
import type { Say } from "../../i18n/words.ts";
import { type Problem, problemsOf } from "../problems.ts";
import { closeRule, type Draft, writeDraft, writing } from "./draft.ts";
import { isStale, tellRefusal } from "./refusal.ts";
import { asWritten, movedBy, type Rule, replaced } from "./rule.ts";
import type { Vocabulary } from "./rule-form.tsx";
import type { Edit } from "./rule-list.tsx";

type Given = {
  readonly draft: Draft;
  readonly vocabulary: Vocabulary | undefined;
  readonly readAgain: () => Promise<void>;
  readonly tell: (words: string) => void;
};

/** What can be done to the rules of the draft; each is saved at once and can be undone. Undefined: it is not read yet. */
export function useEdit({ draft, vocabulary, readAgain, tell }: Given): Edit | undefined {
  const say = useSay();
  // Rows are drawn anew only when they are others: what they call is the same, and acts on the draft as it is then.
  const present = useRef(draft);
  present.current = draft;
  return useMemo(
    () => (vocabulary === undefined ? undefined : editing({ vocabulary, present, readAgain, tell, say })),
    [vocabulary, readAgain, tell, say],
  );
}

type Editing = Omit<Given, "draft" | "vocabulary"> & {
  readonly vocabulary: Vocabulary;
  readonly present: { readonly current: Draft };
  readonly say: Say;
};

function editing({ vocabulary, present, readAgain, tell, say }: Editing): Edit {
  const write = async (after: readonly Rule[]): Promise<Outcome<object>> => {
    writing.setState({ isBusy: true });
    const outcome = await writeDraft(present.current, after);
    await readAgain();
    writing.setState({ isBusy: false });
    tell(outcome.ok ? say("rules.saved") : "");
    return outcome;
  };
  const rulesNow = (): readonly Rule[] => present.current.rules.map(asWritten);
  const change = async (of: (rules: readonly Rule[]) => readonly Rule[]): Promise<void> => {
    if (writing.getState().isBusy) return;
    const outcome = await write(of(rulesNow()));
    tellRefusal(outcome, say, tell);
  };
  const save = async (rule: Rule): Promise<readonly Problem[]> => {
    const id = writing.getState().open?.before?.id ?? "";
    const after = replaced(rulesNow(), id, rule);
    const outcome = await write(after);
    if (outcome.ok) closeRule();
    if (outcome.ok) return [];
    if (isStale(outcome)) return [{ path: "", words: say("rules.stale") }];
    if (outcome.kind !== "refused") return [{ path: "", words: say("notice.unknown") }];
    return problemsOf(outcome, `$.rules[${after.indexOf(rule)}].`);
  };
  return {
    ...{ vocabulary, save },
    move: (id, places) => change((rules) => movedBy(rules, id, places)),
    remove: (id) => change((rules) => rules.filter((one) => one.id !== id)),
  };
}
