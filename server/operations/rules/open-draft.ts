import type { RuleSet } from "../../domain/rules/rule.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";

/** `isOwned`: a file gives the rules, and would take back at the next start what was published. */
export type OfOwner = { readonly isOwned: boolean };

/** The draft, which nobody else changes until the transaction ends. Refuses what a file owns (11), and a stale version (2/409). wire.md 1.9, desktop.md 8.6 */
export async function openDraft({ tx, expectedVersion, input: { isOwned } }: Asked<OfOwner>): Promise<Result<RuleSet>> {
  if (isOwned) {
    return refuse({
      kind: "readOnly",
      path: "$.rules",
      because: "the provisioning file gives them: change them there",
    });
  }
  await tx.configuration.open();
  const draft = await tx.rules.draft();
  return expectedVersion === undefined || expectedVersion === draft.version
    ? done(draft)
    : refuse({ kind: "staleVersion", given: expectedVersion, present: draft.version });
}
