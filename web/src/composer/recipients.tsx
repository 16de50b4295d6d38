type Props = {
  readonly name: string;
  readonly value: string;
  /** Being sent as it stands there. */
  readonly isFixed: boolean;
  readonly onChange: (value: string) => void;
};

/** One line of addresses. */
export function Recipients({ name, value, isFixed, onChange }: Props) {
  return (
    <label className="field">
      {name}
      <input
        value={value}
        readOnly={isFixed}
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
