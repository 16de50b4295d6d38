type Props<Value extends string> = {
  readonly label: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly wordOf: (value: Value) => string;
  /** BCP 47, where each value is written in a language of its own. */
  readonly langOf?: (value: Value) => string;
  readonly choose: (value: Value) => void;
};

/** One of a few, with its label. */
export function Choice<Value extends string>({ label, values, chosen, wordOf, langOf, choose }: Props<Value>) {
  return (
    <label>
      {label}
      <select
        value={chosen}
        onChange={({ target }) => {
          const value = values.find((one) => one === target.value);
          if (value !== undefined) choose(value);
        }}
      >
        {values.map((value) => (
          <option key={value} value={value} lang={langOf?.(value)}>
            {wordOf(value)}
          </option>
        ))}
      </select>
    </label>
  );
}
