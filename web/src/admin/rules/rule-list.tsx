import { useStore } from "zustand";
import { useSay } from "../../desktop/desk.ts";
import type { Change } from "./difference.ts";
import { writing } from "./draft.ts";
import type { ListedRule, Rule } from "./rule.ts";
import { RuleForm, type Vocabulary } from "./rule-form.tsx";
import { RuleLine } from "./rule-line.tsx";

type Props = {
  readonly rules: readonly ListedRule[];
  readonly changes: readonly Change[];
  /** Undefined: nobody may change them here. */
  readonly edit: Edit | undefined;
};

/** What can be done to rules of the draft. */
export type Edit = {
  readonly vocabulary: Vocabulary;
  readonly move: (id: string, places: -1 | 1) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** Saves what is open. */
  readonly save: (rule: Rule) => Promise<ReturnType<typeof import("../problems.ts").problemsOf>>;
};

/** Rules in the order in which they are asked; the one that is written stands as a form in its place. desktop.md 8.4 */
export function RuleList({ rules, changes, edit }: Props) {
  const say = useSay();
  const { open } = useStore(writing);
  const isNew = edit !== undefined && open !== undefined && !rules.some(({ id }) => id === open.before?.id);
  return (
    <>
      {rules.length === 0 && !isNew && <p>{say("rules.none")}</p>}
      <ol className="rules">
        {rules.map((rule, index) => (
          <li key={rule.id} className="rule">
            {edit !== undefined && open !== undefined && open.before?.id === rule.id ? (
              <RuleForm {...{ open, edit }} now={rule} />
            ) : (
              <RuleLine
                {...{ rule, edit }}
                place={index + 1}
                isLast={index === rules.length - 1}
                change={changeOf(changes, rule)}
              />
            )}
          </li>
        ))}
        {isNew && (
          <li className="rule">
            <RuleForm {...{ open, edit }} now={undefined} />
          </li>
        )}
      </ol>
    </>
  );
}

const changeOf = (changes: readonly Change[], { id }: Rule) =>
  changes.find(({ kind, rule }) => kind !== "removed" && rule.id === id)?.kind;
