import { z } from "zod";
import { wording } from "../problems.ts";
import { refusal } from "../read-body.ts";

/** A thing by its id, URI or name; as it was read it has all three, and the first counts. wire.md 1.1 */
export type Referred = {
  readonly id?: string | undefined;
  readonly uri?: string | undefined;
  readonly name?: string | undefined;
};

export const reference = z
  .object({
    id: z.string().max(1_000).optional(),
    uri: z.string().max(10_000).optional(),
    name: z.string().max(255).optional(),
  })
  .superRefine(({ id, uri, name }, context) => {
    if (id === undefined && uri === undefined && name === undefined) context.addIssue(refusal(1, ["name"], "missing"));
  });

/** Reads one of several forms, and reports what is wrong with it where it stands; a union would only say that something is. */
export function listOf<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  context: z.core.$RefinementCtx,
): z.output<Schema> | undefined {
  const parsed = schema.safeParse(given, { error: wording, reportInput: true });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const code = issue.code === "custom" && issue.params?.["code"] === 1 ? 1 : 10;
    context.addIssue(refusal(code, issue.path, issue.message));
  }
  return undefined;
}
