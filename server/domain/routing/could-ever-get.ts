import type { Agent } from "../agent/agent.ts";
import type { Routing } from "../queue/queue.ts";
import { meets, parseSkillExpression } from "./skill-expression.ts";

/** Whether a queue could ever offer something to this agent: at once, after a relaxation, or because it overflows into another queue. */
export function couldEverGet(agent: Pick<Agent, "skills">, routing: Routing): boolean {
  if (routing.overflow !== undefined) return true;
  return [routing.skills, ...routing.relax.map(({ skills }) => skills)].some((text) => {
    const parsed = parseSkillExpression(text);
    return parsed.ok && meets(parsed.expression, agent.skills);
  });
}
