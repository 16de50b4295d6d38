import { useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../field.tsx";
import type { Problem } from "../problems.ts";
import { NumberField } from "./number-field.tsx";
import { typeQueue } from "./open-queue.ts";
import { SpanFields } from "./span-fields.tsx";
import { isRouted, type Queue, type TypedQueue } from "./typed-queue.ts";

type Props = {
  readonly typed: TypedQueue;
  readonly problems: readonly Problem[];
  readonly queues: readonly Queue[];
};

/** In which order its work is offered, to whom, and where it goes when it waits too long. */
export function RoutingFields({ typed, problems, queues }: Props) {
  const say = useSay();
  const others = queues.filter((one) => isRouted(one) && one.name !== typed.name).map(({ name }) => name);
  const { overflowQueue } = typed;
  return (
    <fieldset>
      <legend>{say("queue.routing")}</legend>
      <div className="side-by-side">
        <NumberField
          label={say("queue.priority")}
          path="routing.priority"
          problems={problems}
          hint={say("queue.priorityHint")}
          value={typed.priority}
          type={(priority) => typeQueue({ priority })}
        />
        <Field label={say("queue.skills")} path="routing.skills" problems={problems} hint={say("queue.skillsHint")}>
          {(control) => (
            <input
              {...control}
              dir="auto"
              value={typed.skills}
              placeholder="German and Billing >= 5"
              onChange={({ target }) => typeQueue({ skills: target.value })}
            />
          )}
        </Field>
      </div>
      <Relax typed={typed} problems={problems} />
      <div className="side-by-side">
        <Field label={say("queue.overflow")} path="routing.overflow.queue" problems={problems}>
          {(control) => (
            <select
              {...control}
              value={overflowQueue}
              onChange={({ target }) => typeQueue({ overflowQueue: target.value })}
            >
              <option value="">{say("queue.nowhere")}</option>
              {[...new Set([...others, ...(overflowQueue === "" ? [] : [overflowQueue])])].map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        {overflowQueue !== "" && (
          <SpanFields
            label={say("queue.after")}
            path="routing.overflow.after"
            problems={problems}
            span={typed.overflowAfter}
            type={(overflowAfter) => typeQueue({ overflowAfter })}
          />
        )}
      </div>
      <label className="tick">
        <input
          type="checkbox"
          checked={typed.lastAgent}
          onChange={({ target }) => typeQueue({ lastAgent: target.checked })}
        />
        {say("queue.lastAgentFirst")}
      </label>
    </fieldset>
  );
}

/** After so much waiting a weaker need counts. */
function Relax({ typed: { relax }, problems }: Omit<Props, "queues">) {
  const say = useSay();
  const put = (index: number, change: Partial<TypedQueue["relax"][number]>): void =>
    typeQueue({ relax: relax.map((step, at) => (at === index ? { ...step, ...change } : step)) });
  return (
    <>
      {relax.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place alone.
        <div key={index} className="side-by-side">
          <SpanFields
            label={say("queue.relaxAfter", { number: index + 1 })}
            path={`routing.relax[${index}].after`}
            problems={problems}
            span={step.after}
            type={(after) => put(index, { after })}
          />
          <Field label={say("queue.relaxSkills")} path={`routing.relax[${index}].skills`} problems={problems}>
            {(control) => (
              <input
                {...control}
                dir="auto"
                value={step.skills}
                onChange={({ target }) => put(index, { skills: target.value })}
              />
            )}
          </Field>
          <Button
            onPress={() => typeQueue({ relax: relax.toSpliced(index, 1) })}
            label={say("queue.withoutRelax", { number: index + 1 })}
          >
            ✕
          </Button>
        </div>
      ))}
      <Button onPress={() => typeQueue({ relax: [...relax, { after: { amount: "", unit: "minute" }, skills: "" }] })}>
        {say("queue.addRelax")}
      </Button>
    </>
  );
}
