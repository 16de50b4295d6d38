import { type Provisioning, parseProvisioning } from "@postroom/contract";
import { parseSkillExpression, skillsNamed } from "./domain/routing/skill-expression.ts";
import { readYamlFile } from "./yaml-file.ts";

export type ReadProvisioning =
  | { readonly ok: true; readonly provisioning: Provisioning }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads and checks a provisioning file; all problems at once, each one line: `team.yaml: agents[0].skills.Frnch: no such skill`. product.md */
export async function readProvisioningFile(name: string): Promise<ReadProvisioning> {
  const file = await readYamlFile(name);
  if (!file.ok) return file;
  const parsed = parseProvisioning(file.value, { skillExpressionProblem });
  if (parsed.ok) return parsed;
  return {
    ok: false,
    problems: parsed.problems.map(({ path, message }) => [name, path, message].filter(Boolean).join(": ")),
  };
}

/** What is wrong with a skill expression, given the skills that exist. For `parseProvisioning`. */
export function skillExpressionProblem(expression: string, skills: ReadonlySet<string>): string | undefined {
  const parsed = parseSkillExpression(expression);
  if (!parsed.ok) return `${parsed.problem} in ${JSON.stringify(expression)}`;
  const unknown = skillsNamed(parsed.expression).filter((skill) => !skills.has(skill));
  return unknown.length === 0 ? undefined : `no such skill: ${unknown.join(", ")}`;
}
