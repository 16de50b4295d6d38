import type { RuleSet } from "../../domain/rules/rule.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { type OfOwner, openDraft } from "./open-draft.ts";
import { tellRules } from "./tell-rules.ts";

type Input = OfOwner & { readonly version?: number | undefined };

/** The draft becomes what was published, now or as that version; it counts when it is published again. Refuses a version that never was (6), and what a file owns (11). desktop.md 8.4, 13 */
export const revertRules = defineOperation<Input, RuleSet>("RevertRules", "Configure", async (asked) => {
  const {
    tx,
    input: { version },
  } = asked;
  const opened = await openDraft(asked);
  if (!opened.ok) return opened;
  const found = version === 0 ? undefined : await tx.rules.publication(version);
  if (found === undefined && version !== undefined && version !== 0) {
    return refuse({ kind: "notFound", thing: "rules", name: String(version) });
  }
  const draft = { version: opened.value.version + 1, rules: found?.rules ?? [] };
  await tx.rules.saveDraft(draft);
  await tellRules(tx, { name: "draft", operation: "RevertRules", state: "draft", version: draft.version });
  return done(draft);
});
