import { isRouted, type Queue } from "../queue/queue.ts";
import { fieldNames, ruleField } from "./fields.ts";
import { alternatives, folded, isOfNumbers, isWithoutValue } from "./holds.ts";
import { skillLevel } from "./requirement.ts";
import { type Condition, type RoutingRule, type Setting, userDataKey } from "./rule.ts";

/** What rules may name. */
export type RuleSurroundings = {
  readonly queues: readonly Pick<Queue, "name" | "kind">[];
  readonly skills: ReadonlySet<string>;
  /** Why a key of user data cannot be set; undefined: it can. */
  readonly keyProblem: (key: string) => string | undefined;
};

type Problem = { readonly path: string; readonly because: string };

/** What is wrong with rules, all of it: ids that two have, fields, comparisons and values that do not exist or fit, queues and skills that do not exist. */
export function problemsOfRules(rules: readonly RoutingRule[], around: RuleSurroundings): readonly Problem[] {
  return rules.flatMap((rule, index) => {
    const at = `[${index}]`;
    const isSecond = rules.slice(0, index).some(({ id }) => id === rule.id);
    return [
      ...(isSecond ? [{ path: `${at}.id`, because: "another rule has it" }] : []),
      ...rule.if.flatMap((condition, number) => conditionProblem(condition, `${at}.if[${number}]`, around)),
      ...rule.then.flatMap((setting, number) => settingProblem(setting, `${at}.then[${number}]`, around)),
    ];
  });
}

function conditionProblem(
  { field, op, value }: Condition,
  at: string,
  { queues }: RuleSurroundings,
): readonly Problem[] {
  const known = ruleField(field);
  if (known === undefined) {
    return [{ path: `${at}.field`, because: `no such field; one of ${fieldNames.join(", ")}` }];
  }
  if (isWithoutValue(op)) return [];
  if (isOfNumbers(op)) {
    return /^-?\d{1,15}$/.test(value.trim()) ? [] : [{ path: `${at}.value`, because: `${op} needs a whole number` }];
  }
  const wanted = alternatives(value);
  if (wanted.length === 0) return [{ path: `${at}.value`, because: "empty" }];
  if (op !== "is" && op !== "isNot") return [];
  // A part of a word may hold of one that is there; a whole one that nothing has never does.
  const words = field === "queue" ? queues.map(({ name }) => name) : known.words;
  const unknown = words && wanted.find((one) => !words.some((word) => folded(word) === one));
  if (words === undefined || unknown === undefined) return [];
  const because = field === "queue" ? `no such queue: ${unknown}` : `never ${unknown}; one of ${words.join(", ")}`;
  return [{ path: `${at}.value`, because }];
}

function settingProblem(setting: Setting, at: string, around: RuleSurroundings): readonly Problem[] {
  const because = whyNotSet(setting, around);
  if (because === undefined) return [];
  const isOfName = knownSettings.includes(setting.set) || userDataKey(setting) !== undefined;
  return [{ path: isOfName ? `${at}.value` : `${at}.set`, because }];
}

const knownSettings: readonly string[] = ["queue", "priority", "skill"];

function whyNotSet(setting: Setting, { queues, skills, keyProblem }: RuleSurroundings): string | undefined {
  const { set, value } = setting;
  switch (set) {
    case "queue": {
      const queue = queues.find(({ name }) => name === value);
      if (queue === undefined) return `no such queue: ${value}`;
      return isRouted(queue) ? undefined : `a queue of kind ${queue.kind} is never routed: ${value}`;
    }
    case "priority":
      return Number.isInteger(value) && Math.abs(Number(value)) <= priorityMax
        ? undefined
        : `a whole number up to ${priorityMax}`;
    case "skill":
      return skillProblem(String(value), skills);
    default: {
      const key = userDataKey(setting);
      if (key === undefined) return `no such setting; one of ${knownSettings.join(", ")}, userData.<key>`;
      return typeof value === "string" ? keyProblem(key) : "expected a text";
    }
  }
}

const priorityMax = 1_000_000;

function skillProblem(value: string, skills: ReadonlySet<string>): string | undefined {
  const level = skillLevel(value);
  if (level === undefined) return "one skill, or one with the level that is needed: Billing >= 5";
  return skills.has(level.skill) ? undefined : `no such skill: ${level.skill}`;
}
