import { memo, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { useSay } from "../../desktop/desk.ts";
import { For } from "../../supervisor/for.tsx";
import { Button } from "../../ui/button.tsx";
import type { Change } from "./difference.ts";
import { openRule, writing } from "./draft.ts";
import { asWritten, type ListedRule, saySame } from "./rule.ts";
import type { Edit } from "./rule-list.tsx";
import { Sentence } from "./sentence.tsx";

type Props = {
  readonly rule: ListedRule;
  /** From 1. */
  readonly place: number;
  readonly isLast: boolean;
  /** What publishing would change of it. */
  readonly change: Change["kind"] | undefined;
  readonly edit: Edit | undefined;
};

/** One rule as a sentence, with how often it held, and what can be done to it. Drawn anew only when something of it is another: somebody may be typing beside hundreds. */
export const RuleLine = memo(function RuleLine({ rule, place, isLast, change, edit }: Props) {
  const say = useSay();
  const { id, note, hitsLastWeek = 0 } = rule;
  return (
    <div className="rule-line" data-change={change}>
      <span className="place" aria-hidden="true">
        {say("rules.place", { place })}
      </span>
      <div className="said">
        <p>
          <Sentence rule={rule} />
        </p>
        <p className="soft">
          <bdi>{id}</bdi> · {say("rules.hits", { count: hitsLastWeek })}
          {change !== undefined && (
            <>
              {" "}
              <span className="chip">{say(`rules.${change}`)}</span>
            </>
          )}
          {note !== "" && (
            <>
              {" · "}
              <bdi>{note}</bdi>
            </>
          )}
        </p>
      </div>
      {edit !== undefined && <Verbs {...{ rule, place, isLast, edit }} />}
    </div>
  );
}, isSameLine);

/** What is read anew is another object, and mostly says the same. */
function isSameLine(one: Props, other: Props): boolean {
  const isThere = one.place === other.place && one.isLast === other.isLast && one.edit === other.edit;
  return (
    isThere &&
    one.change === other.change &&
    one.rule.hitsLastWeek === other.rule.hitsLastWeek &&
    saySame(one.rule, other.rule)
  );
}

/** How long after a press the focus may follow its row. */
const followsMs = 5_000;

function Verbs({ rule, place, isLast, edit }: Pick<Props, "rule" | "place" | "isLast"> & { readonly edit: Edit }) {
  const say = useSay();
  const isOneOpen = useStore(writing, ({ open }) => open !== undefined);
  const verbs = useRef<HTMLDivElement>(null);
  const pressed = useRef<{ readonly button: number; readonly at: number }>(undefined);
  const { id } = rule;
  // A row that is put elsewhere loses the focus, and at the end of the list its button is off.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the row stands elsewhere.
  useEffect(() => {
    const { button, at } = pressed.current ?? { button: 0, at: -followsMs };
    pressed.current = undefined;
    if (performance.now() - at >= followsMs) return;
    const buttons = [...(verbs.current?.querySelectorAll("button") ?? [])];
    const again = buttons[button];
    (again?.disabled === false ? again : buttons[0])?.focus();
  }, [place]);
  const move = (places: -1 | 1): Promise<void> => {
    pressed.current = { button: places === -1 ? 1 : 2, at: performance.now() };
    return edit.move(id, places);
  };
  return (
    <div className="verbs" ref={verbs}>
      <Button
        onPress={() => openRule(asWritten(rule), asWritten(rule))}
        isDisabled={isOneOpen}
        hint={isOneOpen ? say("rules.oneOpen") : undefined}
      >
        {say("rules.edit")}
        <For name={id} />
      </Button>
      <Button onPress={() => move(-1)} isDisabled={place === 1} label={say("rules.up", { name: id })}>
        ↑
      </Button>
      <Button onPress={() => move(1)} isDisabled={isLast} label={say("rules.down", { name: id })}>
        ↓
      </Button>
      <Button onPress={() => edit.remove(id)} isDisabled={isOneOpen}>
        {say("rules.remove")}
        <For name={id} />
      </Button>
    </div>
  );
}
