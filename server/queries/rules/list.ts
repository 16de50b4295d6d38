import { areSame, type RoutingRule } from "../../domain/rules/rule.ts";
import { defineQuery, found } from "../query.ts";

export type RulesFound = {
  readonly version: number;
  readonly rules: readonly (RoutingRule & { readonly hitsLastWeek: number })[];
  readonly published: { readonly version: number; readonly at: number; readonly by: string } | undefined;
  /** The draft says something else than what counts. */
  readonly isChanged: boolean;
};

const weekMs = 7 * 86_400_000;

/** The routing rules that count, or those that are being written, with how often each held in the last seven days. desktop.md 13 */
export const listRules = defineQuery<{ readonly state: "draft" | "published" }, RulesFound>(
  "ListRules",
  "Configure",
  async ({ reading, input: { state } }) => {
    const published = await reading.rules.publication();
    const draft = await reading.rules.draft();
    const { version, rules } = state === "draft" ? draft : (published ?? { version: 0, rules: [] });
    const hits = await reading.rules.hitsSince(reading.now.wall - weekMs);
    return found({
      version,
      rules: rules.map((rule) => ({ ...rule, hitsLastWeek: hits.get(rule.id) ?? 0 })),
      published: published && { version: published.version, at: published.at, by: published.by },
      isChanged: !areSame(draft.rules, published?.rules ?? []),
    });
  },
);
