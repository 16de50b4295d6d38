import type { RuleSet } from "../../domain/rules/rule.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";

/** The draft, which nobody else changes until the transaction ends. Refuses a stale version (2/409). wire.md 1.9 */
export async function openDraft<Input>({ tx, expectedVersion }: Asked<Input>): Promise<Result<RuleSet>> {
  await tx.configuration.open();
  const draft = await tx.rules.draft();
  return expectedVersion === undefined || expectedVersion === draft.version
    ? done(draft)
    : refuse({ kind: "staleVersion", given: expectedVersion, present: draft.version });
}
