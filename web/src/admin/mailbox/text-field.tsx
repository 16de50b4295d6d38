import { useSay } from "../../desktop/desk.ts";
import type { Key } from "../../i18n/words.ts";
import { Field } from "../field.tsx";
import type { Problem } from "../problems.ts";
import { typeMailbox } from "./open-mailbox.ts";
import type { TypedMailbox } from "./typed-mailbox.ts";

/** Names of what is typed as a text. */
export type TextName = {
  [Name in keyof TypedMailbox]: TypedMailbox[Name] extends string ? Name : never;
}[keyof TypedMailbox];

type Props = {
  readonly name: TextName;
  readonly label: Key;
  readonly path: string;
  readonly typed: TypedMailbox;
  readonly problems: readonly Problem[];
  readonly hint?: Key;
  readonly kind?: "text" | "password" | "date" | "email";
  /** Whoever reads from right to left writes it from left to right all the same. */
  readonly isCode?: boolean;
  readonly left?: () => void;
};

/** A line of text of a mailbox. */
export function TextField({ name, label, path, typed, problems, hint, kind = "text", isCode = true, left }: Props) {
  const say = useSay();
  return (
    <Field label={say(label)} path={path} problems={problems} hint={hint === undefined ? undefined : say(hint)}>
      {(control) => (
        <input
          {...control}
          type={kind}
          dir={isCode ? "ltr" : "auto"}
          autoComplete={kind === "password" ? "new-password" : "off"}
          value={typed[name]}
          onChange={({ target }) => typeMailbox({ [name]: target.value })}
          onBlur={left}
        />
      )}
    </Field>
  );
}

type Choosing = Omit<Props, "kind" | "isCode" | "left"> & {
  readonly choices: readonly { readonly value: string; readonly words: string }[];
};

/** One of a few. */
export function ChoiceField({ name, label, path, typed, problems, hint, choices }: Choosing) {
  const say = useSay();
  return (
    <Field label={say(label)} path={path} problems={problems} hint={hint === undefined ? undefined : say(hint)}>
      {(control) => (
        <select {...control} value={typed[name]} onChange={({ target }) => typeMailbox({ [name]: target.value })}>
          {choices.map(({ value, words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type TickName = { [Name in keyof TypedMailbox]: TypedMailbox[Name] extends boolean ? Name : never }[keyof TypedMailbox];

/** On or off. */
export function Tick({ name, label, typed }: { readonly name: TickName; readonly label: Key } & Pick<Props, "typed">) {
  const say = useSay();
  return (
    <label className="tick">
      <input
        type="checkbox"
        data-path={name}
        checked={typed[name]}
        onChange={({ target }) => typeMailbox({ [name]: target.checked })}
      />
      {say(label)}
    </label>
  );
}
