import { isRouted } from "../../domain/queue/queue.ts";
import { fieldFamilies, fieldsKnown } from "../../domain/rules/fields.ts";
import { defineQuery, found } from "../query.ts";

export type RuleVocabulary = {
  readonly fields: typeof fieldsKnown;
  readonly families: readonly string[];
  /** By which rules may send mail there. */
  readonly queues: readonly string[];
  readonly skills: readonly string[];
};

/** What conditions may ask, and what rules may name, for whoever writes them. desktop.md 8.4 */
export const readRuleVocabulary = defineQuery<unknown, RuleVocabulary>(
  "ReadRuleVocabulary",
  "Configure",
  async ({ reading }) => {
    const queues = await reading.centre.queues();
    const words = sorted(queues.map(({ name }) => name));
    return found({
      fields: fieldsKnown.map((field) => (field.name === "queue" ? { ...field, words } : field)),
      families: fieldFamilies,
      queues: sorted(queues.filter(isRouted).map(({ name }) => name)),
      skills: sorted((await reading.centre.skills()).map(({ name }) => name)),
    });
  },
);

const sorted = (names: readonly string[]): readonly string[] =>
  names.toSorted((one, other) => one.localeCompare(other));
