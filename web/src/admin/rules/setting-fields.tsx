import { useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../field.tsx";
import type { Problem } from "../problems.ts";
import { Typed } from "../typed.tsx";
import { typeRule } from "./draft.ts";
import type { Setting } from "./rule.ts";
import type { Vocabulary } from "./rule-form.tsx";
import { keyOf, kindOf, kinds, type SettingKind } from "./rule-words.ts";

type Props = {
  readonly settings: readonly Setting[];
  readonly vocabulary: Vocabulary;
  readonly problems: readonly Problem[];
};

/** What is set where it holds. */
export function SettingFields({ settings, vocabulary, problems }: Props) {
  const say = useSay();
  const put = (index: number, setting: Setting): void =>
    // biome-ignore lint/suspicious/noThenProperty: the wire calls it so (desktop.md 13).
    typeRule({ then: settings.map((one, at) => (at === index ? setting : one)) });
  const unused = kinds.find((kind) => kind === "userData" || !settings.some(({ set }) => set === kind)) ?? "userData";
  return (
    <fieldset>
      <legend>{say("rules.then")}</legend>
      {settings.map((setting, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a setting is known by its place alone.
        <div key={index} className="side-by-side">
          <WhatIsSet {...{ setting, vocabulary, problems }} at={`then[${index}]`} put={(one) => put(index, one)} />
          <Button
            // biome-ignore lint/suspicious/noThenProperty: the wire calls it so (desktop.md 13).
            onPress={() => typeRule({ then: settings.toSpliced(index, 1) })}
            label={say("rules.withoutSetting", { number: index + 1 })}
          >
            ✕
          </Button>
        </div>
      ))}
      <Button
        // biome-ignore lint/suspicious/noThenProperty: the wire calls it so (desktop.md 13).
        onPress={() => typeRule({ then: [...settings, empty(unused)] })}
      >
        {say("rules.addSetting")}
      </Button>
    </fieldset>
  );
}

const empty = (kind: SettingKind): Setting => ({ set: kind === "userData" ? "userData." : kind, value: "" });

type SetProps = Omit<Props, "settings"> & {
  readonly setting: Setting;
  readonly at: string;
  readonly put: (setting: Setting) => void;
};

function WhatIsSet({ setting: { set, value }, vocabulary, problems, at, put }: SetProps) {
  const say = useSay();
  const kind = kindOf(set);
  const words = { queue: vocabulary.queues, skill: vocabulary.skills, priority: undefined, userData: undefined }[kind];
  return (
    <>
      <Field label={say("rules.what")} path={`${at}.kind`} problems={problems}>
        {(control) => (
          <select
            {...control}
            value={kind}
            onChange={({ target }) => put(empty(kinds.find((one) => one === target.value) ?? kind))}
          >
            {kinds.map((one) => (
              <option key={one} value={one}>
                {say(`rules.set.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {kind === "userData" && (
        <Field label={say("context.key")} path={`${at}.set`} problems={problems}>
          {(control) => (
            <input
              {...control}
              value={keyOf(set)}
              dir="auto"
              onChange={({ target }) => put({ set: `userData.${target.value}`, value })}
            />
          )}
        </Field>
      )}
      <Field
        label={say("rules.value")}
        path={`${at}.value`}
        problems={problems}
        hint={kind === "skill" || kind === "priority" ? say(`rules.hint.${kind}`) : undefined}
      >
        {(control) => (
          <Typed
            {...{ control, words }}
            value={String(value)}
            type={(text) => put({ set, value: typedValue(kind, text) })}
          />
        )}
      </Field>
    </>
  );
}

/** A priority is a number; what is none is refused by the server, beside its field. */
const typedValue = (kind: SettingKind, text: string): string | number =>
  kind === "priority" && /^-?(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text;
