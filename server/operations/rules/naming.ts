import { skillLevel } from "../../domain/rules/requirement.ts";
import type { RoutingRule, Setting } from "../../domain/rules/rule.ts";
import type { Transaction } from "../../ports/transaction.ts";

type Rules = Pick<Transaction, "rules">;

/** Why a queue keeps its name and stays: rules know queues by their names. Undefined: none names it. */
export const rulesNamingQueue = (tx: Rules, queue: string): Promise<string | undefined> =>
  naming(tx, ({ set, value }) => set === "queue" && value === queue);

/** The same for a skill. */
export const rulesNamingSkill = (tx: Rules, skill: string): Promise<string | undefined> =>
  naming(tx, ({ set, value }) => set === "skill" && skillLevel(String(value))?.skill === skill);

/** Rules that count, and rules that are being written. */
async function naming({ rules }: Rules, meets: (setting: Setting) => boolean): Promise<string | undefined> {
  const names = ({ then }: RoutingRule): boolean => then.some(meets);
  const sets = [await rules.published(), await rules.draft()];
  const found = new Set(sets.flatMap((set) => set.rules.filter(names).map(({ id }) => id)));
  return found.size === 0 ? undefined : `the routing rules ${[...found].join(", ")} name it`;
}
