import type { MacroResource, MacroStep, ResponseResource } from "@postroom/contract";
import { useEffect, useState } from "react";
import { problemOf } from "../commands/own-keys.ts";
import { commandsWith } from "../commands/registry.ts";
import { Button } from "../ui/button.tsx";
import { closeDialog } from "./asked-about.ts";
import { desk, useDesk, usePreferences, useSay } from "./desk.ts";
import { StepForm } from "./macro-step.tsx";
import "./macros.css";

/** A macro that is being written; one that was never saved has no id yet. */
type Draft = Omit<MacroResource, "id"> & { readonly id?: string; readonly key?: MacroResource["key"] };
type Saved = { readonly macros: readonly MacroResource[]; readonly version: number };

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
const fresh: Draft = { name: "", steps: [{ operationName: "Complete" }] };

/** What an agent does again and again, under a name and a digit. desktop.md 2 row 4 */
export function MacrosForm() {
  const say = useSay();
  const kept = useDesk((state) => state.macros);
  const [macros, setMacros] = useState<readonly Draft[]>(kept.macros);
  const [problem, setProblem] = useState<string>();
  const responses = useResponses();
  const change = (at: number, what: Partial<Draft>): void =>
    setMacros((all) => all.map((one, index) => (index === at ? { ...one, ...what } : one)));
  const save = async (): Promise<void> => {
    const saved = await desk.api.post<Saved>(
      "/api/postroom/v1/macros",
      { macros },
      { method: "PUT", ifMatch: kept.version },
    );
    if (saved.ok) {
      const { macros: now, version } = saved.value;
      desk.store.setState({ macros: { macros: now, version } });
      closeDialog("macros");
    } else setProblem(saved.kind === "refused" ? saved.words : say("notice.unknown"));
  };
  return (
    <form
      className="macros"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
    >
      {problem !== undefined && (
        <p className="problem" role="alert">
          {say("notice.refused", { words: problem })}
        </p>
      )}
      {macros.length === 0 && <p>{say("macros.none")}</p>}
      {macros.map((macro, at) => (
        <OneMacro
          // Unsaved ones have nothing but their place.
          key={macro.id ?? `new-${at}`}
          macro={macro}
          refusedStep={refusedIn(problem, at)}
          responses={responses}
          change={(what) => change(at, what)}
          remove={() => setMacros((all) => all.filter((_, index) => index !== at))}
        />
      ))}
      <div className="verbs">
        <Button onPress={() => setMacros((all) => [...all, fresh])}>{say("macros.add")}</Button>
        <Button type="submit" isMain keys="^S">
          {say("dialog.save")}
        </Button>
      </div>
    </form>
  );
}

/** The step that the server's words name: `$.macros[0].steps[2].queueName: …`. */
function refusedIn(problem: string | undefined, macro: number): number | undefined {
  const [, at, step] = /^\$\.macros\[(\d+)\]\.steps\[(\d+)\]/.exec(problem ?? "") ?? [];
  return Number(at) === macro && step !== undefined ? Number(step) : undefined;
}

type Props = {
  readonly macro: Draft;
  readonly refusedStep: number | undefined;
  readonly responses: readonly ResponseResource[];
  readonly change: (what: Partial<Draft>) => void;
  readonly remove: () => void;
};

function OneMacro({ macro: { id, name, key, steps }, refusedStep, responses, change, remove }: Props) {
  const say = useSay();
  const setStep = (at: number, step: MacroStep): void => change({ steps: steps.with(at, step) });
  return (
    <fieldset>
      <legend>{name === "" ? say("macros.new") : <bdi>{name}</bdi>}</legend>
      <label>
        {say("macros.name")}
        <input
          value={name}
          required
          maxLength={100}
          dir="auto"
          onChange={({ target }) => change({ name: target.value })}
        />
      </label>
      <KeyOf id={id} value={key ?? ""} choose={(next) => change({ key: next })} />
      <ol>
        {steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place alone.
          <li key={at} data-refused={at === refusedStep}>
            <StepForm
              step={step}
              isLast={at === steps.length - 1}
              responses={responses}
              change={(next) => setStep(at, next)}
            />
            <Button
              isDisabled={steps.length === 1}
              label={say("macros.removeStep", { number: at + 1 })}
              onPress={() => change({ steps: steps.toSpliced(at, 1) })}
            >
              ✕
            </Button>
          </li>
        ))}
      </ol>
      <div className="verbs">
        {/* In front of the last one, which may be the end. */}
        <Button onPress={() => change({ steps: steps.toSpliced(-1, 0, { operationName: "Reply" }) })}>
          {say("macros.addStep")}
        </Button>
        <Button onPress={remove}>{say("macros.remove")}</Button>
      </div>
    </fieldset>
  );
}

type KeyProps = {
  readonly id: string | undefined;
  readonly value: string;
  readonly choose: (key: MacroResource["key"]) => void;
};

/** One of the nine digits; one that a command of one's own has is said. */
function KeyOf({ id, value, choose }: KeyProps) {
  const say = useSay();
  const own = usePreferences((chosen) => chosen.keys);
  const taken = value === "" ? undefined : problemOf(`macro.${id}`, [value], own)?.takenBy;
  const command = commandsWith([]).find((one) => one.id === taken);
  return (
    <label>
      {say("macros.key")}
      <select value={value} onChange={({ target }) => choose(digits.find((one) => one === target.value))}>
        <option value="">{say("macros.noKey")}</option>
        {digits.map((digit) => (
          <option key={digit}>{digit}</option>
        ))}
      </select>
      {command !== undefined && (
        <small className="problem">{say("settings.keyTaken", { key: value, command: say(command.label) })}</small>
      )}
    </label>
  );
}

function useResponses(): readonly ResponseResource[] {
  const [responses, setResponses] = useState<readonly ResponseResource[]>([]);
  useEffect(() => {
    void desk.api
      .get<{ responses: readonly ResponseResource[] }>("/api/postroom/v1/responses?limit=500")
      .then((found) => (found.ok ? setResponses(found.value.responses) : undefined));
  }, []);
  return responses;
}
