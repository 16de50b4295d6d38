import type { Queue, Routing } from "../../domain/queue/queue.ts";
import { parseSkillExpression, skillsNamed } from "../../domain/routing/skill-expression.ts";
import type { Spelt } from "../references.ts";

/** The skill expressions of a routing, with their JSON paths. */
export const expressionsOf = ({ skills, relax }: Pick<Routing, "skills" | "relax">): readonly Spelt<string>[] => [
  { value: skills, path: "$.routing.skills" },
  ...relax.map((step, index) => ({ value: step.skills, path: `$.routing.relax[${index}].skills` })),
];

/** The names of the queues whose routing names the skill. */
export const queuesNaming = (queues: readonly Queue[], skill: string): readonly string[] =>
  queues
    .filter(({ routing }) => expressionsOf(routing).some(({ value }) => names(value, skill)))
    .map(({ name }) => name);

function names(expression: string, skill: string): boolean {
  const parsed = parseSkillExpression(expression);
  return parsed.ok && skillsNamed(parsed.expression).includes(skill);
}
