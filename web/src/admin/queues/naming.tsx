import { useSay } from "../../desktop/desk.ts";
import { Field } from "../field.tsx";
import type { Problem } from "../problems.ts";
import { NumberField } from "./number-field.tsx";
import { typeQueue } from "./open-queue.ts";
import type { Queue, TypedQueue } from "./typed-queue.ts";

type Props = {
  readonly typed: TypedQueue;
  readonly before: Queue | undefined;
  readonly problems: readonly Problem[];
};

const kinds = ["inbound", "review", "draft", "outbound"] as const;

/** What a queue is called, of a new one of which kind it is, and how long its mail is kept. */
export function Naming({ typed, before, problems }: Props) {
  const say = useSay();
  const text = (key: "name" | "description") => (
    <Field label={say(key === "name" ? "rules.name" : "queue.description")} path={key} problems={problems}>
      {(control) => (
        <input
          {...control}
          value={typed[key]}
          dir="auto"
          disabled={key === "name" && before?.builtIn === true}
          onChange={({ target }) => typeQueue({ [key]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="side-by-side">
      {text("name")}
      {before === undefined && (
        <Field label={say("queue.kind")} path="kind" problems={problems}>
          {(control) => (
            <select
              {...control}
              value={typed.kind}
              onChange={({ target }) => typeQueue({ kind: kinds.find((one) => one === target.value) ?? typed.kind })}
            >
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {say(`queue.kind.${kind}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {text("description")}
      <NumberField
        label={say("queue.keepDays")}
        path="retention.days"
        problems={problems}
        hint={say("queue.keepDaysHint")}
        value={typed.keepDays}
        type={(keepDays) => typeQueue({ keepDays })}
      />
    </div>
  );
}
