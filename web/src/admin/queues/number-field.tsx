import { Field } from "../field.tsx";
import type { Problem } from "../problems.ts";

type Props = {
  readonly label: string;
  readonly path: string;
  readonly problems: readonly Problem[];
  readonly hint?: string;
  readonly value: string;
  readonly type: (value: string) => void;
};

/** A number as it is typed: what is none is refused by the server, with words. */
export const NumberField = ({ value, type, ...field }: Props) => (
  <Field {...field}>
    {(control) => (
      <input
        {...control}
        className="short"
        inputMode="numeric"
        value={value}
        onChange={({ target }) => type(target.value)}
      />
    )}
  </Field>
);
