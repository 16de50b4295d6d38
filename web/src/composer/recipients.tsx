type Props = { readonly name: string; readonly value: string; readonly onChange: (value: string) => void };

/** One line of addresses. */
export function Recipients({ name, value, onChange }: Props) {
  return (
    <label className="field">
      {name}
      <input
        value={value}
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
