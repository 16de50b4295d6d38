import type { z } from "zod";
import { parseWithNulls } from "./nulls.ts";
import { isBlankRefused, kindOf, pathText, wording } from "./problems.ts";

/** Why a body is refused: the status code of wire.md 1.4, the path as the client spelt it, and the words of wire.md 5.20. */
export type BodyProblem = { readonly code: BodyCode; readonly path: string; readonly message: string };

/** 1 missing, 2 contradiction, 10 wrong type or out of range, 11 read-only. */
export type BodyCode = 1 | 2 | 10 | 11;

export type ReadBody<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: BodyProblem };

/**
 * Reads a request body: `null` counts as absent, unknown keys are ignored (wire.md 1.2). Of several problems the first in the order of
 * wire.md 1.4 answers: types, then required parameters, then contradictions. Never throws.
 */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): ReadBody<z.output<Schema>> {
  const parsed = parseWithNulls(schema, body, { error: wording, reportInput: true });
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, problem: firstProblem(parsed.error.issues) };
}

/** The `operationName` of a body, one of `known`; else the refusal of a missing or unknown one. wire.md 5.20 */
export function readOperationName(body: unknown, known: (name: string) => boolean): ReadBody<string> {
  const refused = (code: BodyCode, path: string, message: string): ReadBody<string> => ({ ok: false, problem: { code, path, message } }); // biome-ignore format: one line
  if (!isObject(body)) return refused(10, "$", `expected object, got ${kindOf(body)}`);
  const name = body["operationName"] ?? "";
  if (name === "") return refused(1, "$.operationName", "missing");
  if (typeof name !== "string") return refused(10, "$.operationName", `expected string, got ${kindOf(name)}`);
  if (!known(name)) return refused(10, "$.operationName", `unknown operation ${JSON.stringify(name.slice(0, 100))}`);
  return { ok: true, value: name };
}

/** How a schema says that its own complaint is a contradiction or a missing parameter: `context.addIssue(refusal(2, …))`. */
export const refusal = (code: BodyCode, path: readonly PropertyKey[], message: string) => ({
  code: "custom" as const,
  path: [...path],
  message,
  params: { code },
});

const order: readonly BodyCode[] = [10, 1, 2, 11];

function firstProblem(issues: readonly z.core.$ZodIssue[]): BodyProblem {
  const problems = issues.map((issue): BodyProblem => {
    const code = codeOf(issue);
    return { code, path: pathText(issue.path, "$"), message: code === 1 ? "missing" : issue.message };
  });
  const first = order
    .map((code) => problems.find((problem) => problem.code === code))
    .find((found) => found !== undefined);
  return first ?? { code: 10, path: "$", message: "not valid" };
}

function codeOf(issue: z.core.$ZodIssue): BodyCode {
  if (issue.code === "custom") return order.find((code) => code === issue.params?.["code"]) ?? 10;
  return issue.input === undefined || isBlankRefused(issue) ? 1 : 10;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
