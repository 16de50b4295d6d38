import { useId } from "react";
import type { Control } from "./field.tsx";

type Props = {
  readonly control: Control;
  readonly value: string;
  /** What may stand there, to choose from while typing. */
  readonly words?: readonly string[] | undefined;
  readonly type: (text: string) => void;
};

/** A value that is typed, with what is known of it. */
export function Typed({ control, value, words, type }: Props) {
  const id = useId();
  return (
    <>
      <input
        {...control}
        value={value}
        dir="auto"
        autoComplete="off"
        list={words === undefined ? undefined : id}
        onChange={({ target }) => type(target.value)}
      />
      {words !== undefined && (
        <datalist id={id}>
          {words.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
    </>
  );
}
