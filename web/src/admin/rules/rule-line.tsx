import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { useSay } from "../../desktop/desk.ts";
import { For } from "../../supervisor/for.tsx";
import { Button } from "../../ui/button.tsx";
import type { Change } from "./difference.ts";
import { openRule, writing } from "./draft.ts";
import { asWritten, type ListedRule } from "./rule.ts";
import type { Edit } from "./rule-list.tsx";
import { Sentence } from "./sentence.tsx";

type Props = {
  readonly rule: ListedRule;
  /** From 1. */
  readonly place: number;
  readonly count: number;
  /** What publishing would change of it. */
  readonly change: Change["kind"] | undefined;
  readonly edit: Edit | undefined;
};

/** One rule as a sentence, with how often it held, and what can be done to it. */
export function RuleLine({ rule, place, count, change, edit }: Props) {
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
      {edit !== undefined && <Verbs {...{ rule, place, count, edit }} />}
    </div>
  );
}

function Verbs({ rule, place, count, edit }: Pick<Props, "rule" | "place" | "count"> & { readonly edit: Edit }) {
  const say = useSay();
  const { open } = useStore(writing);
  const verbs = useRef<HTMLDivElement>(null);
  const pressed = useRef<number>(undefined);
  const { id } = rule;
  // A row that is put elsewhere loses the focus, and at the end of the list its button is off.
  useEffect(() => {
    if (pressed.current === undefined || edit.isBusy) return;
    const buttons = [...(verbs.current?.querySelectorAll("button") ?? [])];
    const again = buttons[pressed.current];
    (again?.disabled === false ? again : buttons[0])?.focus();
    pressed.current = undefined;
  });
  const move = async (places: -1 | 1): Promise<void> => {
    await edit.move(id, places);
    pressed.current = places === -1 ? 1 : 2;
  };
  return (
    <div className="verbs" ref={verbs}>
      <Button
        onPress={() => openRule(asWritten(rule), asWritten(rule))}
        isDisabled={edit.isBusy || open !== undefined}
        hint={open === undefined ? undefined : say("rules.oneOpen")}
      >
        {say("rules.edit")}
        <For name={id} />
      </Button>
      <Button onPress={() => move(-1)} isDisabled={edit.isBusy || place === 1} label={say("rules.up", { name: id })}>
        ↑
      </Button>
      <Button
        onPress={() => move(1)}
        isDisabled={edit.isBusy || place === count}
        label={say("rules.down", { name: id })}
      >
        ↓
      </Button>
      <Button onPress={() => edit.remove(id)} isDisabled={edit.isBusy || open !== undefined}>
        {say("rules.remove")}
        <For name={id} />
      </Button>
    </div>
  );
}
