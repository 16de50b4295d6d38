import { Fragment, type ReactNode } from "react";
import { useLocale, useSay } from "../../desktop/desk.ts";
import { Subject } from "../../ui/subject.tsx";
import type { Condition, Rule, Setting } from "./rule.ts";
import { fieldWords, isWithoutValue, settingWords } from "./rule-words.ts";

type Props = {
  readonly rule: Rule;
  /** What stands behind a condition: what it saw. */
  readonly behind?: (index: number) => ReactNode;
};

/** A rule as people say it. desktop.md 8.4 */
export function Sentence({ rule: { if: conditions, match, then, continue: goesOn }, behind }: Props) {
  const say = useSay();
  return (
    <span className="sentence">
      {conditions.length === 0 ? say("rules.always") : say("rules.if")}{" "}
      {conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone.
        <Fragment key={index}>
          {index > 0 && <> {say(match === "all" ? "rules.and" : "rules.or")} </>}
          <ConditionWords condition={condition} />
          {behind?.(index)}
        </Fragment>
      ))}{" "}
      <span className="arrow" aria-hidden="true" />
      <span className="only-heard">{say("rules.then")} </span>
      {then.length === 0 && say("rules.nothing")}
      {then.map((setting, index) => (
        <Fragment key={setting.set}>
          {index > 0 && ", "}
          <SettingWords setting={setting} />
        </Fragment>
      ))}
      {goesOn && <em> · {say("rules.goesOn")}</em>}
    </span>
  );
}

function ConditionWords({ condition: { field, op, value } }: { readonly condition: Condition }) {
  const say = useSay();
  return (
    <>
      <bdi>{fieldWords(say, field)}</bdi> {say(`rules.op.${op}`)}
      {!isWithoutValue(op) && (
        <>
          {" "}
          <Value value={value} />
        </>
      )}
    </>
  );
}

function SettingWords({ setting }: { readonly setting: Setting }) {
  const say = useSay();
  const locale = useLocale();
  const { set, value } = setting;
  const signed = new Intl.NumberFormat(locale, { signDisplay: "exceptZero" });
  return (
    <>
      <bdi>{settingWords(say, setting)}</bdi>{" "}
      <Value value={set === "priority" && typeof value === "number" ? signed.format(value) : String(value)} />
    </>
  );
}

/** What somebody typed, with its end to be seen. */
const Value = ({ value }: { readonly value: string }) => (
  <b className="typed" dir="auto">
    <Subject text={value === "" ? "…" : value} />
  </b>
);
