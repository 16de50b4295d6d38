import { useSay } from "../desktop/desk.ts";
import { straightened } from "../i18n/in-line.ts";
import { Button } from "../ui/button.tsx";
import { Subject } from "../ui/subject.tsx";

type Props = {
  readonly name: string;
  readonly value: string;
  readonly isAddresses: boolean;
  /** Being sent as it stands there. */
  readonly isFixed: boolean;
  readonly onChange: (value: string) => void;
};

/** A line above the text: addresses, or the subject. A field obeys what turns its text, so that this is said below it. desktop.md 6.6 */
export function Line({ name, value, isAddresses, isFixed, onChange }: Props) {
  const say = useSay();
  const straight = straightened(value);
  return (
    <>
      <label className="field">
        {name}
        <input
          value={value}
          readOnly={isFixed}
          dir={isAddresses ? "ltr" : "auto"}
          autoComplete={isAddresses ? "off" : undefined}
          spellCheck={isAddresses ? false : undefined}
          onChange={({ target }) => onChange(target.value)}
        />
      </label>
      {straight !== value && (
        <div className="turned verbs" role="status">
          <p>
            <span aria-hidden="true">⚠ </span>
            {say("composer.turned")}{" "}
            <bdi>
              <Subject text={value} />
            </bdi>
          </p>
          {!isFixed && <Button onPress={() => onChange(straight)}>{say("composer.straighten")}</Button>}
        </div>
      )}
    </>
  );
}
