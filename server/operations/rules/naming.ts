import { alternatives, folded } from "../../domain/rules/holds.ts";
import { skillLevel } from "../../domain/rules/requirement.ts";
import type { Condition, RoutingRule, Setting } from "../../domain/rules/rule.ts";
import type { Transaction } from "../../ports/transaction.ts";

type Rules = Pick<Transaction, "rules">;

/** Why a queue keeps its name and stays: rules know queues by their names. Undefined: none names it. */
export const rulesNamingQueue = (tx: Rules, queue: string): Promise<string | undefined> =>
  naming(
    tx,
    ({ set, value }) => set === "queue" && value === queue,
    ({ field, op, value }) =>
      field === "queue" && (op === "is" || op === "isNot") && alternatives(value).includes(folded(queue)),
  );

/** The same for a skill. */
export const rulesNamingSkill = (tx: Rules, skill: string): Promise<string | undefined> =>
  naming(tx, ({ set, value }) => set === "skill" && skillLevel(String(value))?.skill === skill);

/** Rules that count, and rules that are being written. */
async function naming(
  { rules }: Rules,
  sets: (setting: Setting) => boolean,
  asks: (condition: Condition) => boolean = () => false,
): Promise<string | undefined> {
  const names = (rule: RoutingRule): boolean => rule.then.some(sets) || rule.if.some(asks);
  const all = [await rules.published(), await rules.draft()];
  const found = new Set(all.flatMap((set) => set.rules.filter(names).map(({ id }) => id)));
  return found.size === 0 ? undefined : `the routing rules ${[...found].join(", ")} name it`;
}
