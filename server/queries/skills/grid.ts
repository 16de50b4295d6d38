import type { User } from "../../ports/agents.ts";
import { defineQuery, found } from "../query.ts";

/** The skills that there are, and the agents, both by name. */
export type SkillGrid = { readonly skills: readonly string[]; readonly agents: readonly User[] };

/** Who can what, for whoever may change it. desktop.md 8.3 */
export const readSkillGrid = defineQuery<unknown, SkillGrid>("ReadSkillGrid", "ReadSkillGrid", async ({ reading }) => {
  const skills = (await reading.centre.skills()).map(({ name }) => name);
  const agents = (await reading.users.list()).filter(
    ({ enabled, roles }) => enabled && roles.some((role) => role !== "admin"),
  );
  return found({
    skills: skills.toSorted((one, other) => one.localeCompare(other)),
    agents: agents.toSorted((one, other) => one.userName.localeCompare(other.userName)),
  });
});
