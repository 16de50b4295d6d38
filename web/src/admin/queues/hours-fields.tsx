import { useId } from "react";
import { useLocale, useSay } from "../../desktop/desk.ts";
import { Field } from "../field.tsx";
import type { Problem } from "../problems.ts";
import { Typed } from "../typed.tsx";
import { typeQueue } from "./open-queue.ts";
import type { TypedQueue } from "./typed-queue.ts";
import { dayName, days } from "./week.ts";

type Props = { readonly typed: TypedQueue; readonly problems: readonly Problem[] };

const zones: readonly string[] = Intl.supportedValuesOf("timeZone");

/** When people work on it: what is promised counts this time and no other. */
export function HoursFields({ typed, problems }: Props) {
  const say = useSay();
  const locale = useLocale();
  const hint = useId();
  return (
    <fieldset aria-describedby={hint}>
      <legend>{say("queue.hours")}</legend>
      <label className="tick">
        <input
          type="checkbox"
          data-path="hours"
          checked={typed.hasHours}
          onChange={({ target }) => typeQueue({ hasHours: target.checked })}
        />
        {say("queue.hasHours")}
      </label>
      {typed.hasHours && (
        <>
          <small id={hint} className="soft">
            {say("queue.hoursHint")}
          </small>
          <div className="side-by-side">
            {days.map((day) => (
              <Field key={day} label={dayName(day, locale, "long")} path={`hours.${day}`} problems={problems}>
                {(control) => (
                  <input
                    {...control}
                    dir="ltr"
                    value={typed.week[day]}
                    placeholder="09:00-12:00, 13:00-17:00"
                    onChange={({ target }) => typeQueue({ week: { ...typed.week, [day]: target.value } })}
                  />
                )}
              </Field>
            ))}
          </div>
          <div className="side-by-side">
            <Field label={say("queue.timeZone")} path="hours.timeZone" problems={problems}>
              {(control) => (
                <Typed
                  {...{ control }}
                  value={typed.timeZone}
                  words={zones}
                  type={(timeZone) => typeQueue({ timeZone })}
                />
              )}
            </Field>
            <Field
              label={say("queue.holidays")}
              path="hours.holidays"
              problems={problems}
              hint={say("queue.holidaysHint")}
            >
              {(control) => (
                <textarea
                  {...control}
                  dir="ltr"
                  rows={2}
                  value={typed.holidays}
                  placeholder="2026-12-25"
                  onChange={({ target }) => typeQueue({ holidays: target.value })}
                />
              )}
            </Field>
          </div>
        </>
      )}
    </fieldset>
  );
}
