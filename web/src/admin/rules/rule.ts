import type { RulesAnswer } from "@postroom/contract";

/** A rule as it is listed, with how often it held. */
export type ListedRule = RulesAnswer["rules"][number];

/** A rule as it is written. */
export type Rule = Omit<ListedRule, "hitsLastWeek">;
export type Condition = Rule["if"][number];
export type Setting = Rule["then"][number];

/** One that nobody has named: the server names it. */
export const newRule: Rule = {
  id: "",
  match: "all",
  if: [{ field: "subject", op: "has", value: "" }],
  // biome-ignore lint/suspicious/noThenProperty: the wire calls it so (desktop.md 13).
  then: [{ set: "queue", value: "" }],
  continue: false,
  note: "",
};

export const asWritten = ({ hitsLastWeek: _, ...rule }: ListedRule): Rule => rule;

/** Whether two rules say the same, wherever they stand. */
export const saySame = (one: Rule, other: Rule): boolean => words(one) === words(other);

const words = ({ id, match, if: conditions, then, continue: goesOn, note }: Rule): string =>
  JSON.stringify([
    ...[id, match, goesOn, note],
    ...conditions.map(({ field, op, value }) => [field, op, value]),
    ...then.map(({ set, value }) => [set, value]),
  ]);

/** The rule with its place taken by another one, or behind all where it has no place. */
export const replaced = (rules: readonly Rule[], id: string, rule: Rule): readonly Rule[] =>
  rules.some((one) => one.id === id) ? rules.map((one) => (one.id === id ? rule : one)) : [...rules, rule];

/** The rule one place further up (-1) or down (1). */
export function movedBy(rules: readonly Rule[], id: string, places: -1 | 1): readonly Rule[] {
  const from = rules.findIndex((one) => one.id === id);
  const rule = rules[from];
  const to = from + places;
  if (rule === undefined || to < 0 || to >= rules.length) return rules;
  return rules.toSpliced(from, 1).toSpliced(to, 0, rule);
}
