import type { RoutingRule, RuleSet } from "../../domain/rules/rule.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { type OfOwner, openDraft } from "./open-draft.ts";
import { rulesRefused } from "./surroundings.ts";
import { tellRules } from "./tell-rules.ts";

type Input = OfOwner & { readonly rules: readonly (Omit<RoutingRule, "id"> & { readonly id?: string | undefined })[] };

/**
 * Writes the draft of the routing rules; nothing is routed by it. Refuses by the field what could not count (10), a stale version
 * (2/409), and what a file owns (11). desktop.md 13
 */
export const saveRulesDraft = defineOperation<Input, RuleSet>("SaveRulesDraft", "Configure", async (asked) => {
  const { tx, world, input } = asked;
  const opened = await openDraft(asked);
  if (!opened.ok) return opened;
  const rules = input.rules.map((rule): RoutingRule => ({ ...rule, id: rule.id ?? world.ids.guid() }));
  const refusal = await rulesRefused(tx, rules);
  if (refusal !== undefined) return refuse(refusal);
  const draft = { version: opened.value.version + 1, rules };
  await tx.rules.saveDraft(draft);
  await tellRules(tx, { name: "draft", operation: "SaveRulesDraft", state: "draft", version: draft.version });
  return done(draft);
});
