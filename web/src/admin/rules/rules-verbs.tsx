import { useState } from "react";
import { useStore } from "zustand";
import type { Outcome } from "../../api/outcome.ts";
import { useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import type { Change } from "./difference.ts";
import { canUndo, type Draft, openRule, publishDraft, revertDraft, undoStep, writing } from "./draft.ts";
import { tellRefusal } from "./refusal.ts";
import { newRule } from "./rule.ts";
import type { Edit } from "./rule-list.tsx";
import type { ShowPart } from "./rules.tsx";

type Props = {
  readonly draft: Draft;
  readonly changes: readonly Change[];
  readonly edit: Edit | undefined;
  readonly readAgain: () => Promise<void>;
  readonly show: ShowPart;
  readonly tell: (words: string) => void;
  /** What was done last. */
  readonly said: string;
};

/** What can be done to the draft as a whole. Whoever publishes sees first what that changes. desktop.md 8.4 */
export function RulesVerbs({ draft, changes, edit, readAgain, show, tell, said }: Props) {
  const say = useSay();
  const all = useStore(writing);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const isOff = isBusy || edit === undefined || all.isBusy;
  const hasNone = changes.length === 0;
  const run = async (does: () => Promise<Outcome<{ readonly version: number }>>, done: string): Promise<void> => {
    setBusy(true);
    const outcome = await does();
    await readAgain();
    setBusy(false);
    setAsking(false);
    tell(outcome.ok ? done : "");
    tellRefusal(outcome, say, tell);
  };
  return (
    <>
      <div className="verbs rules-verbs">
        <Button
          onPress={() => {
            show("draft");
            openRule(undefined, newRule);
          }}
          isDisabled={isOff || all.open !== undefined}
        >
          {say("rules.add")}
        </Button>
        <Button
          onPress={() => run(() => undoStep(draft), say("rules.undone"))}
          isDisabled={isOff || !canUndo(all, draft)}
        >
          {say("command.undo")}
        </Button>
        <Button
          onPress={() => run(() => revertDraft(draft, undefined), say("rules.reverted"))}
          isDisabled={isOff || hasNone}
          hint={say("rules.revertHint")}
        >
          {say("rules.revert")}
        </Button>
        <Button
          onPress={() => {
            show("difference");
            setAsking(true);
          }}
          isMain
          isDisabled={isOff || hasNone}
          hint={say("rules.publishHint")}
        >
          {say("rules.publish")}
        </Button>
        <span role="status">{said}</span>
      </div>
      {isAsking && !hasNone && (
        <section className="card asked" aria-label={say("rules.publish")}>
          <p>{say("rules.publishAsked", { count: changes.length })}</p>
          {all.open !== undefined && <p className="problem">{say("rules.openIsNot")}</p>}
          <div className="verbs">
            <Button onPress={() => run(() => publishDraft(draft), say("rules.publishedNow"))} isMain isDisabled={isOff}>
              {say("rules.publishNow")}
            </Button>
            <Button onPress={() => setAsking(false)}>{say("rules.notYet")}</Button>
          </div>
        </section>
      )}
    </>
  );
}
