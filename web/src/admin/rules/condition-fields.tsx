import { useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../field.tsx";
import type { Problem } from "../problems.ts";
import { Typed } from "../typed.tsx";
import { typeRule } from "./draft.ts";
import type { Condition } from "./rule.ts";
import type { Vocabulary } from "./rule-form.tsx";
import { familyIn, fieldWords, isWithoutValue, ops } from "./rule-words.ts";

type Props = {
  readonly conditions: readonly Condition[];
  readonly vocabulary: Vocabulary;
  readonly problems: readonly Problem[];
};

/** What is asked of a mail. */
export function ConditionFields({ conditions, vocabulary, problems }: Props) {
  const say = useSay();
  const put = (index: number, change: Partial<Condition>): void =>
    typeRule({ if: conditions.map((one, at) => (at === index ? { ...one, ...change } : one)) });
  return (
    <fieldset>
      <legend>{conditions.length === 0 ? say("rules.always") : say("rules.if")}</legend>
      {conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone.
        <div key={index} className="side-by-side">
          <Asked {...{ condition, vocabulary, problems }} at={`if[${index}]`} put={(change) => put(index, change)} />
          <Button
            onPress={() => typeRule({ if: conditions.toSpliced(index, 1) })}
            label={say("rules.withoutCondition", { number: index + 1 })}
          >
            ✕
          </Button>
        </div>
      ))}
      <Button onPress={() => typeRule({ if: [...conditions, { field: "subject", op: "has", value: "" }] })}>
        {say("rules.addCondition")}
      </Button>
    </fieldset>
  );
}

type AskedProps = Omit<Props, "conditions"> & {
  readonly condition: Condition;
  readonly at: string;
  readonly put: (change: Partial<Condition>) => void;
};

function Asked({ condition: { field, op, value }, vocabulary, problems, at, put }: AskedProps) {
  const say = useSay();
  const family = familyIn(field);
  const chosen = family?.family ?? field;
  const names = vocabulary.fields.map(({ name }) => name);
  const known = [...names, ...vocabulary.families];
  const choose = (name: string): void =>
    put({ field: vocabulary.families.includes(name) ? `${name}.` : name, ...(name === chosen ? {} : { value: "" }) });
  return (
    <>
      <Field label={say("rules.asked")} path={`${at}.field`} problems={problems}>
        {(control) => (
          <select {...control} value={chosen} onChange={({ target }) => choose(target.value)}>
            {(known.includes(chosen) ? known : [...known, chosen]).map((name) => (
              <option key={name} value={name}>
                {fieldWords(say, name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {family !== undefined && (
        <Field label={say("rules.fieldName")} path={`${at}.name`} problems={problems}>
          {(control) => (
            <input
              {...control}
              value={family.name}
              dir="auto"
              onChange={({ target }) => put({ field: `${family.family}.${target.value}` })}
            />
          )}
        </Field>
      )}
      <Field label={say("rules.compared")} path={`${at}.op`} problems={problems}>
        {(control) => (
          <select
            {...control}
            value={op}
            onChange={({ target }) => put({ op: ops.find((one) => one === target.value) ?? op })}
          >
            {ops.map((one) => (
              <option key={one} value={one}>
                {say(`rules.op.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {!isWithoutValue(op) && (
        <Field label={say("rules.value")} path={`${at}.value`} problems={problems}>
          {(control) => (
            <Typed
              {...{ control, value }}
              words={vocabulary.fields.find(({ name }) => name === field)?.words}
              type={(text) => put({ value: text })}
            />
          )}
        </Field>
      )}
    </>
  );
}
