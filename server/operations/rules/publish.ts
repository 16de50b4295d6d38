import type { RuleSet } from "../../domain/rules/rule.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { type OfOwner, openDraft } from "./open-draft.ts";
import { rulesRefused } from "./surroundings.ts";
import { tellRules } from "./tell-rules.ts";

/**
 * The draft counts from now on, for mail that is read from now on. Refuses what cannot count any more (10), a draft that somebody has
 * changed since (2/409), and what a file owns (11). desktop.md 8.4, 13
 */
export const publishRules = defineOperation<OfOwner, RuleSet>("PublishRules", "Configure", async (asked) => {
  const { tx, actor } = asked;
  const opened = await openDraft(asked);
  if (!opened.ok) return opened;
  const refusal = await rulesRefused(tx, opened.value.rules);
  if (refusal !== undefined) return refuse(refusal);
  const published = { version: ((await tx.rules.publication())?.version ?? 0) + 1, rules: opened.value.rules };
  await tx.rules.publish(published, actor.kind === "user" ? actor.userName : actor.kind);
  const { version } = published;
  await tellRules(tx, { name: `version ${version}`, operation: "PublishRules", state: "published", version });
  return done(published);
});
