import { useLocale, useSay } from "../../desktop/desk.ts";
import { Field } from "../field.tsx";
import type { Problem } from "../problems.ts";
import { type Span, type Unit, unitNames } from "./spans.ts";

type Props = {
  readonly label: string;
  readonly path: string;
  readonly problems: readonly Problem[];
  readonly span: Span;
  readonly type: (span: Span) => void;
  readonly hint?: string;
};

/** A span of time, with its unit. */
export function SpanFields({ label, path, problems, span, type, hint }: Props) {
  const say = useSay();
  const locale = useLocale();
  return (
    <Field label={label} path={path} problems={problems} hint={hint}>
      {(control) => (
        <span className="span-fields">
          <input
            {...control}
            className="short"
            inputMode="decimal"
            value={span.amount}
            onChange={({ target }) => type({ ...span, amount: target.value })}
          />
          <select
            aria-label={say("queue.unit", { name: label })}
            value={span.unit}
            onChange={({ target }) =>
              type({ ...span, unit: unitNames.find((one) => one === target.value) ?? span.unit })
            }
          >
            {unitNames.map((unit) => (
              <option key={unit} value={unit}>
                {unitText(unit, locale)}
              </option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}

/** `minutes`, as the reader writes it. */
const unitText = (unit: Unit, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" })
    .formatToParts(5)
    .flatMap(({ type, value }) => (type === "unit" ? [value] : []))
    .join(" ");
