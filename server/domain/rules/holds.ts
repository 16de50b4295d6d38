import { addressMatches } from "../mail/address-pattern.ts";
import type { RuleFacts } from "./facts.ts";
import { ruleField, valuesIn } from "./fields.ts";
import type { Comparison, Condition } from "./rule.ts";

/** What conditions see of one mail: each field is taken out and folded once, however many conditions ask for it. */
export type Seen = (field: string) => Values;
type Values = {
  readonly kind: "text" | "address" | "number";
  readonly values: readonly string[];
  /** The same as they came. */
  readonly shown: readonly string[];
};

export function seenOf(facts: RuleFacts): Seen {
  const known = new Map<string, Values>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const field = ruleField(name);
    const shown = field === undefined ? [] : valuesIn(facts, field);
    const values: Values = { kind: field?.kind ?? "text", values: shown.map(folded), shown };
    known.set(name, values);
    return values;
  };
}

/** Whether a condition holds. A field with several values has what one of them has; one without a value has nothing. */
export function holds({ field, op, value }: Condition, seen: Seen): boolean {
  const { kind, values } = seen(field);
  const one = (test: (each: string, wanted: string) => boolean): boolean =>
    alternatives(value).some((wanted) => values.some((each) => test(each, wanted)));
  const isEqual = kind === "address" ? addressMatches : same;
  switch (op) {
    case "is":
      return one(isEqual);
    case "isNot":
      return !one(isEqual);
    case "has":
      return one((each, wanted) => each.includes(wanted));
    case "hasNot":
      return !one((each, wanted) => each.includes(wanted));
    case "startsWith":
      return one((each, wanted) => each.startsWith(wanted));
    case "endsWith":
      return one((each, wanted) => each.endsWith(wanted));
    case "atLeast":
      return values.some((each) => Number(each) >= Number(value));
    case "atMost":
      return values.some((each) => Number(each) <= Number(value));
    case "isSet":
      return values.length > 0;
    case "isNotSet":
      return values.length === 0;
  }
}

/** Comparisons that need no value. */
export const isWithoutValue = (op: Comparison): boolean => op === "isSet" || op === "isNotSet";

/** Comparisons of numbers. */
export const isOfNumbers = (op: Comparison): boolean => op === "atLeast" || op === "atMost";

/** The texts that a value names, of which one is enough: `cancel|stop`. */
export const alternatives = (value: string): readonly string[] =>
  value
    .split("|")
    .map((each) => folded(each.trim()))
    .filter((each) => each !== "");

const same = (each: string, wanted: string): boolean => each === wanted;

/** Without regard to case and to how letters are composed. */
export const folded = (value: string): string => value.normalize("NFC").toLowerCase();
