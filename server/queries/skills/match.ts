import { type Agent, isAvailable } from "../../domain/agent/agent.ts";
import { meets, parseSkillExpression, skillsNamed } from "../../domain/routing/skill-expression.ts";
import { defineQuery, found, missing } from "../query.ts";

/** Agents who may sign in and meet an expression, and whether each could take one more now. */
export type SkillMatch = readonly (Pick<Agent, "id" | "userName"> & { readonly isReadyNow: boolean })[];

/** Refuses what is no expression, and skills that are not there (10). desktop.md 8.3 */
export const matchSkills = defineQuery<{ readonly expression: string }, SkillMatch>(
  "MatchSkills",
  "ReadSkillGrid",
  async ({ reading, input }) => {
    const path = "$.expression";
    const parsed = parseSkillExpression(input.expression);
    if (!parsed.ok) return missing({ kind: "badValue", path, because: parsed.problem });
    const { expression } = parsed;
    const known = new Set((await reading.centre.skills()).map(({ name }) => name));
    const unknown = skillsNamed(expression).find((name) => !known.has(name));
    if (unknown !== undefined) return missing({ kind: "badValue", path, because: `no such skill: ${unknown}` });
    const enabled = new Set((await reading.users.list()).flatMap((user) => (user.enabled ? [user.id] : [])));
    const able = (await reading.agents.list()).filter(({ id, skills }) => enabled.has(id) && meets(expression, skills));
    return found(able.map((agent) => ({ id: agent.id, userName: agent.userName, isReadyNow: isAvailable(agent) })));
  },
);
