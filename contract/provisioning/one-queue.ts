import { type Problem, wording } from "../problems.ts";
import { problemsOf, withoutNulls } from "./issues.ts";
import { type ProvisionedQueue, queue } from "./queues.ts";

export type ParsedQueue =
  | { readonly ok: true; readonly queue: ProvisionedQueue }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads one queue by the rules of the provisioning file. Reports all problems at once, each with its path below `$`; never throws. desktop.md 13 */
export function parseQueue(value: unknown): ParsedQueue {
  const parsed = queue.safeParse(withoutNulls(value), { error: wording, reportInput: true });
  if (parsed.success) return { ok: true, queue: parsed.data };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, "$")) };
}
