import { z } from "zod";
import { type Problem, wording } from "./problems.ts";
import { agent } from "./provisioning/agents.ts";
import { builtInQueues, builtInWorkbins, withBuiltIn } from "./provisioning/built-in.ts";
import { problemsOfFitness } from "./provisioning/fitness.ts";
import { isObject, problemsOf, problemsOfText, withoutNulls } from "./provisioning/issues.ts";
import { group, workbin } from "./provisioning/lists.ts";
import { mailbox } from "./provisioning/mailboxes.ts";
import { problemsOfNames, type SkillExpressionProblem } from "./provisioning/names.ts";
import { queue } from "./provisioning/queues.ts";
import { standardResponse } from "./provisioning/responses.ts";
import { settings } from "./provisioning/settings.ts";
import { name } from "./provisioning/units.ts";
import { namedRules } from "./routing-rules.ts";

/** The provisioning file: what a contact centre consists of. Unknown keys are refused. product.md */
export const provisioningFile = z.strictObject({
  settings: settings.prefault({}),
  mailboxes: z.array(mailbox).max(10_000).default([]),
  queues: z.array(queue).max(10_000).default([]),
  skills: z.array(name).max(10_000).default([]),
  groups: z.array(group).max(10_000).default([]),
  agents: z.array(agent).max(100_000).default([]),
  workbins: z.array(workbin).max(1_000).default([]),
  standardResponses: z.array(standardResponse).max(100_000).default([]),
  /** How incoming mail is routed beyond its mailbox's queue; absent: what was published stays. */
  rules: namedRules.optional(),
});

/** A checked file with all defaults and all built-in queues and workbins in it; parsed again, it stays what it is. */
export type Provisioning = z.output<typeof provisioningFile>;

export type ParsedProvisioning =
  | { readonly ok: true; readonly provisioning: Provisioning }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads what YAML or JSON gave. Reports all problems at once, each with its path; never throws. A key whose value is null counts as
 * absent, as in request bodies (wire.md 1.2).
 */
export function parseProvisioning(
  value: unknown,
  { skillExpressionProblem }: { readonly skillExpressionProblem: SkillExpressionProblem },
): ParsedProvisioning {
  const file = complete(withoutNulls(value ?? {}));
  const parsed = provisioningFile.safeParse(file, { error: wording, reportInput: true });
  const ofShape = [
    ...problemsOfText(file),
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(issue))),
  ];
  const reported = new Set(ofShape.map(({ path }) => path));
  const ofNames = [...problemsOfNames(file, skillExpressionProblem), ...problemsOfFitness(file)];
  const problems = [...ofShape, ...ofNames.filter(({ path }) => !reported.has(path))];
  return parsed.success && problems.length === 0 ? { ok: true, provisioning: parsed.data } : { ok: false, problems };
}

function complete(file: unknown): unknown {
  if (!isObject(file)) return file;
  return {
    ...file,
    queues: withBuiltIn(file["queues"], builtInQueues),
    workbins: withBuiltIn(file["workbins"], builtInWorkbins),
  };
}
