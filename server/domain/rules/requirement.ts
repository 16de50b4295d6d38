import type { Requirement } from "../interaction/interaction.ts";
import { parseSkillExpression } from "../routing/skill-expression.ts";
import type { Ruled } from "./evaluate.ts";

/** Skill and level of a setting, `Billing` or `Billing >= 5`; undefined: it says something else. */
export function skillLevel(value: string): { readonly skill: string; readonly level: number } | undefined {
  const parsed = parseSkillExpression(value);
  if (!parsed.ok || parsed.expression.kind !== "level") return undefined;
  const { skill, compare, level } = parsed.expression;
  return compare === ">=" ? { skill, level } : undefined;
}

/** What rules ask of an agent besides what the queue asks; a skill that is no more asks nothing. */
export function requirementOf(
  { skill }: Pick<Ruled, "skill">,
  skills: readonly { readonly id: string; readonly name: string }[],
): Requirement | undefined {
  const wanted = skill === undefined ? undefined : skillLevel(skill);
  const known = wanted && skills.find(({ name }) => name === wanted.skill);
  return known === undefined || wanted === undefined ? undefined : { skill: { id: known.id, level: wanted.level } };
}
