import type { MacroStep, ResponseResource } from "@postroom/contract";
import { stepLabels } from "../commands/macro-commands.ts";
import { groupsOfShelf } from "../state/shelves.ts";
import { spans } from "../state/snoozing.ts";
import { useDesk, useSay } from "./desk.ts";

type Name = MacroStep["operationName"];
const ends: ReadonlySet<Name> = new Set<Name>(["Transfer", "PlaceInWorkbin", "Snooze", "Complete", "Send"]);

/** A step of that name with nothing filled in. */
function emptyStep(name: Name): MacroStep {
  switch (name) {
    case "InsertResponse":
      return { operationName: name, responseId: "" };
    case "SetDisposition":
      return { operationName: name, disposition: "" };
    case "UpdateUserData":
      return { operationName: name, userData: { "": "" } };
    case "AddComment":
      return { operationName: name, comment: "" };
    case "Transfer":
      return { operationName: name, queueName: "" };
    case "PlaceInWorkbin":
      return { operationName: name, workbinName: "" };
    case "Snooze":
      return { operationName: name, span: "tomorrow" };
    case "Send":
      return { operationName: name, complete: true };
    default:
      return { operationName: name };
  }
}

type Props = {
  readonly step: MacroStep;
  readonly isLast: boolean;
  readonly responses: readonly ResponseResource[];
  readonly change: (step: MacroStep) => void;
};

/** Which operation, and what it needs to know. What ends the work on an e-mail stands last alone. */
export function StepForm({ step, isLast, responses, change }: Props) {
  const say = useSay();
  const names = Object.keys(stepLabels).filter((name): name is Name => isLast || !ends.has(name as Name));
  return (
    <>
      <select
        aria-label={say("macros.step")}
        value={step.operationName}
        onChange={({ target }) => {
          const name = names.find((one) => one === target.value);
          if (name !== undefined) change(emptyStep(name));
        }}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {say(stepLabels[name])}
          </option>
        ))}
      </select>
      <Parameters step={step} responses={responses} change={change} />
    </>
  );
}

function Parameters({ step, responses, change }: Omit<Props, "isLast">) {
  const say = useSay();
  switch (step.operationName) {
    case "InsertResponse":
      return (
        <Choice
          label={say("macros.insert")}
          value={step.responseId}
          choices={responses.map(({ id, name }) => [id, name])}
          choose={(responseId) => change({ ...step, responseId })}
        />
      );
    case "SetDisposition":
      return (
        <Text
          label={say("dialog.disposition")}
          value={step.disposition}
          write={(disposition) => change({ ...step, disposition })}
        />
      );
    case "UpdateUserData": {
      const [[key, value] = ["", ""]] = Object.entries(step.userData);
      return (
        <>
          <Text
            label={say("context.key")}
            value={key}
            write={(next) => change({ ...step, userData: { [next]: value } })}
          />
          <Text
            label={say("context.value")}
            value={value}
            write={(next) => change({ ...step, userData: { [key]: next } })}
            isOptional
          />
        </>
      );
    }
    case "AddComment":
      return <Text label={say("dialog.note")} value={step.comment} write={(comment) => change({ ...step, comment })} />;
    case "Transfer":
      return <Target step={step} change={change} />;
    case "PlaceInWorkbin":
      return <Shelf step={step} change={change} />;
    case "Snooze":
      return (
        <Choice
          label={say("command.snooze")}
          value={step.span}
          choices={spans.map((span) => [span, say(`snooze.${span}`)])}
          choose={(chosen) => change({ ...step, span: spans.find((span) => span === chosen) ?? step.span })}
        />
      );
    case "Send":
      return (
        <label className="check">
          <input
            type="checkbox"
            checked={step.complete}
            onChange={({ target }) => change({ ...step, complete: target.checked })}
          />
          {say("macros.alsoDone")}
        </label>
      );
    default:
      return null;
  }
}

type PlacingStep = Extract<MacroStep, { readonly operationName: "PlaceInWorkbin" }>;

/** A workbin, and which group's shelf of it where the user has several. */
function Shelf({ step, change }: { readonly step: PlacingStep; readonly change: Props["change"] }) {
  const say = useSay();
  const shelves = Object.values(useDesk(({ centre }) => centre.shelves));
  const user = useDesk((state) => state.user);
  const chosen = shelves.find(({ workbin }) => workbin.name === step.workbinName)?.workbin;
  const groups = chosen === undefined ? [] : groupsOfShelf(chosen, user).flatMap(({ agentGroup = [] }) => agentGroup);
  return (
    <>
      <Choice
        label={say("command.workbin")}
        value={step.workbinName}
        choices={shelves.map(({ workbin }) => [workbin.name, workbin.displayName])}
        choose={(workbinName) => change({ operationName: "PlaceInWorkbin", workbinName })}
      />
      {(groups.length > 0 || step.agentGroup !== undefined) && (
        <Choice
          label={say("agents.group")}
          value={step.agentGroup ?? ""}
          choices={groups.map((group) => [group, group])}
          choose={(agentGroup) => change({ ...step, agentGroup })}
        />
      )}
    </>
  );
}

type TransferStep = Extract<MacroStep, { readonly operationName: "Transfer" }>;

/** By name: the server says when nothing and nobody is called so. */
function Target({ step, change }: { readonly step: TransferStep; readonly change: Props["change"] }) {
  const say = useSay();
  const isUser = step.userName !== undefined;
  const named = (name: string, toUser: boolean): MacroStep => ({
    operationName: "Transfer",
    ...(toUser ? { userName: name } : { queueName: name }),
  });
  const name = step.userName ?? step.queueName ?? "";
  return (
    <>
      <Choice
        label={say("dialog.transferTo")}
        value={isUser ? "user" : "queue"}
        choices={[
          ["queue", say("macros.toQueue")],
          ["user", say("macros.toUser")],
        ]}
        choose={(kind) => change(named(name, kind === "user"))}
      />
      <Text label={say("macros.target")} value={name} write={(next) => change(named(next, isUser))} />
    </>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, name: string])[];
  readonly choose: (value: string) => void;
};

function Choice({ label, value, choices, choose }: ChoiceProps) {
  return (
    <select aria-label={label} required value={value} onChange={({ target }) => choose(target.value)}>
      {!choices.some(([one]) => one === value) && <option value={value}>{value === "" ? "…" : value}</option>}
      {choices.map(([one, name]) => (
        <option key={one} value={one}>
          {name}
        </option>
      ))}
    </select>
  );
}

type TextProps = {
  readonly label: string;
  readonly value: string;
  readonly write: (value: string) => void;
  readonly isOptional?: boolean;
};

const Text = ({ label, value, write, isOptional = false }: TextProps) => (
  <input
    aria-label={label}
    placeholder={label}
    required={!isOptional}
    dir="auto"
    value={value}
    onChange={({ target }) => write(target.value)}
  />
);
