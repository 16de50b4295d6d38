import type { Refusal } from "../../domain/interaction/refusals.ts";
import { problemsOfRules, type RuleSurroundings } from "../../domain/rules/problems.ts";
import type { RoutingRule } from "../../domain/rules/rule.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { userDataProblem } from "../email/user-data.ts";

/** Why these rules cannot count in this centre; undefined: they can. */
export async function rulesRefused(
  tx: Transaction,
  rules: readonly RoutingRule[],
  at = "$.rules",
): Promise<Refusal | undefined> {
  const around: RuleSurroundings = {
    queues: await tx.centre.queues(),
    skills: new Set((await tx.centre.skills()).map(({ name }) => name)),
    keyProblem,
  };
  const problems = problemsOfRules(rules, around).map((one) => ({ ...one, path: `${at}${one.path}` }));
  return problems.length === 0 ? undefined : { kind: "badValues", problems };
}

/** Keys that mean something else, which no rule decides, and those that only the server writes. wire.md 5.17, 11 */
function keyProblem(key: string): string | undefined {
  const refusal = userDataProblem({ [key]: "" }, "");
  if (refusal?.kind === "badValue") return refusal.because;
  return refusal !== undefined || meaningful.has(key) ? `${key} is read-only for rules` : undefined;
}

const meaningful: ReadonlySet<string> = new Set(["ContactId", "Subject"]);
