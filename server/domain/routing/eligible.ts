import { type Agent, isAvailable } from "../agent/agent.ts";
import type { Requirement } from "../interaction/interaction.ts";
import { meets, type SkillExpression } from "./skill-expression.ts";

/** Ready, allowed to use e-mail, room for one more, skilled, and in the group that a Transfer asked for. reliability.md 4, I6 and I7 */
export const mayBeInvited = (agent: Agent, skills: SkillExpression, requirement: Requirement | undefined): boolean =>
  isAvailable(agent) && unfitness(agent, skills, requirement) === undefined;

/** Why an agent does not fit; undefined for one who does. */
export function unfitness(
  agent: Pick<Agent, "skills" | "skillIds" | "groups">,
  skills: SkillExpression,
  requirement: Requirement | undefined,
): "skills" | "requirement" | undefined {
  if (!meets(skills, agent.skills)) return "skills";
  return fulfils(agent, requirement) ? undefined : "requirement";
}

/** Whether the agent fulfils the extra condition of a Transfer to a skill or group (wire.md 5.13). */
function fulfils(agent: Pick<Agent, "skillIds" | "groups">, requirement: Requirement | undefined): boolean {
  const { skill, group } = requirement ?? {};
  if (skill !== undefined && (agent.skillIds.get(skill.id) ?? 0) < skill.level) return false;
  return group === undefined || agent.groups.includes(group);
}
