import type { Refusal } from "../../domain/interaction/refusals.ts";
import { areSame, type RoutingRule } from "../../domain/rules/rule.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { rulesRefused } from "./surroundings.ts";

/** Publishes the rules of a provisioning file where they are not what counts already. They are asked for what they name when all of the file is there. */
export async function publishFromFile(
  tx: Transaction,
  rules: readonly RoutingRule[] | undefined,
): Promise<Refusal | undefined> {
  if (rules === undefined) return undefined;
  const refusal = await rulesRefused(tx, rules, "rules");
  if (refusal !== undefined) return refusal;
  const present = await tx.rules.publication();
  if (areSame(rules, present?.rules ?? [])) return undefined;
  await tx.rules.publish({ version: (present?.version ?? 0) + 1, rules }, "provisioning");
  return undefined;
}
