import type { RuleFacts } from "./facts.ts";
import { holds, type Seen, seenOf } from "./holds.ts";
import { type RoutingRule, type Setting, userDataKey } from "./rule.ts";

/** What rules make of a mail. */
export type Ruled = {
  /** Ids of those that held, in their order; what stands behind the last one was not asked, unless all were. */
  readonly held: readonly string[];
  /** The queue's name; undefined: where its mailbox puts it. */
  readonly queue: string | undefined;
  /** So much more than the queue gives. */
  readonly priority: number;
  /** As it stands in the rule, `Billing >= 5`. */
  readonly skill: string | undefined;
  readonly userData: Readonly<Record<string, string>>;
};

/** Rules in their order: each that holds sets something, a later one instead of an earlier one, priorities add up; the first without `continue` ends it. */
export function evaluate(rules: readonly RoutingRule[], facts: RuleFacts): Ruled {
  const seen = seenOf(facts);
  let ruled: Ruled = { held: [], queue: undefined, priority: 0, skill: undefined, userData: {} };
  for (const rule of rules) {
    if (!ruleHolds(rule, seen)) continue;
    ruled = rule.then.reduce(afterSetting, { ...ruled, held: [...ruled.held, rule.id] });
    if (!rule.continue) break;
  }
  return ruled;
}

/** Whether two say the same of a mail, by whichever rules. */
export const saySame = (one: Ruled, other: Ruled): boolean => said(one) === said(other);

const said = ({ queue, priority, skill, userData }: Ruled): string =>
  JSON.stringify([queue, priority, skill, Object.entries(userData).toSorted(([a], [b]) => (a < b ? -1 : 1))]);

/** A rule on the way of a mail, with what each of its conditions saw. */
export type RuleStep = {
  readonly ruleId: string;
  readonly matched: boolean;
  readonly conditions: readonly { readonly matched: boolean; readonly saw: readonly string[] }[];
};

/** The way of a mail through the rules, as far as it went. desktop.md 8.4 */
export function pathThrough(rules: readonly RoutingRule[], facts: RuleFacts): readonly RuleStep[] {
  const seen = seenOf(facts);
  const last = rules.findIndex((rule) => !rule.continue && ruleHolds(rule, seen));
  return rules.slice(0, last < 0 ? rules.length : last + 1).map((rule) => ({
    ruleId: rule.id,
    matched: ruleHolds(rule, seen),
    conditions: rule.if.map((condition) => ({
      matched: holds(condition, seen),
      saw: seen(condition.field)
        .shown.slice(0, sawMax)
        .map((value) => value.slice(0, sawCharactersMax)),
    })),
  }));
}

const sawMax = 20;
const sawCharactersMax = 200;

function ruleHolds(rule: RoutingRule, seen: Seen): boolean {
  if (rule.if.length === 0) return true;
  const does = (condition: RoutingRule["if"][number]): boolean => holds(condition, seen);
  return rule.match === "all" ? rule.if.every(does) : rule.if.some(does);
}

function afterSetting(ruled: Ruled, setting: Setting): Ruled {
  const { set, value } = setting;
  if (set === "queue") return { ...ruled, queue: String(value) };
  if (set === "priority") return { ...ruled, priority: ruled.priority + Number(value) };
  if (set === "skill") return { ...ruled, skill: String(value) };
  const key = userDataKey(setting);
  return key === undefined ? ruled : { ...ruled, userData: { ...ruled.userData, [key]: String(value) } };
}
