import { z } from "zod";
import { type Problem, pathText, wording } from "./problems.ts";
import { agent } from "./provisioning/agents.ts";
import { builtInQueues, builtInWorkbins, withBuiltIn } from "./provisioning/built-in.ts";
import { problemsOfFitness } from "./provisioning/fitness.ts";
import { group, workbin } from "./provisioning/lists.ts";
import { mailbox } from "./provisioning/mailboxes.ts";
import { problemsOfNames, type SkillExpressionProblem } from "./provisioning/names.ts";
import { queue } from "./provisioning/queues.ts";
import { standardResponse } from "./provisioning/responses.ts";
import { settings } from "./provisioning/settings.ts";
import { name } from "./provisioning/units.ts";

/** The provisioning file: what a contact centre consists of. Unknown keys are refused. product.md */
export const provisioning = z.strictObject({
  settings: settings.prefault({}),
  mailboxes: z.array(mailbox).max(10_000).default([]),
  queues: z.array(queue).max(10_000).default([]),
  skills: z.array(name).max(10_000).default([]),
  groups: z.array(group).max(10_000).default([]),
  agents: z.array(agent).max(100_000).default([]),
  workbins: z.array(workbin).max(1_000).default([]),
  standardResponses: z.array(standardResponse).max(100_000).default([]),
});

/** A checked file with all defaults and all built-in queues and workbins in it; parsed again, it stays what it is. */
export type Provisioning = z.output<typeof provisioning>;

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
  const parsed = provisioning.safeParse(file, { error: wording, reportInput: true });
  const ofShape = parsed.success ? [] : parsed.error.issues.flatMap(problemsOf);
  const reported = new Set(ofShape.map(({ path }) => path));
  const ofNames = [...problemsOfNames(file, skillExpressionProblem), ...problemsOfFitness(file)];
  const problems = [...ofShape, ...ofNames.filter(({ path }) => !reported.has(path))];
  return parsed.success && problems.length === 0 ? { ok: true, provisioning: parsed.data } : { ok: false, problems };
}

/** One issue of a schema as problems: each unknown key is one. */
function problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
  if (issue.code !== "unrecognized_keys") return [{ path: pathText(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), message: "unknown key" }));
}

function complete(file: unknown): unknown {
  if (!isObject(file)) return file;
  return {
    ...file,
    queues: withBuiltIn(file["queues"], builtInQueues),
    workbins: withBuiltIn(file["workbins"], builtInWorkbins),
  };
}

/** No place of the file lies deeper; below, nothing is looked at. */
const depthMax = 12;

function withoutNulls(value: unknown, depth = 0): unknown {
  if (depth > depthMax) return value;
  if (Array.isArray(value)) return value.map((entry) => withoutNulls(entry, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null)
      .map(([key, entry]) => [key, withoutNulls(entry, depth + 1)]),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
