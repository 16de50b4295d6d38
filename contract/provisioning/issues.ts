import type { z } from "zod";
import { type Problem, pathText } from "../problems.ts";

/** One issue of a schema as problems: each unknown key is one. */
export function problemsOf(issue: z.core.$ZodIssue, root = ""): readonly Problem[] {
  if (issue.code !== "unrecognized_keys") return [{ path: pathText(issue.path, root), message: issue.message }];
  return issue.keys.map((key) => ({ path: pathText([...issue.path, key], root), message: "unknown key" }));
}

/** No place of the file lies deeper; below, nothing is looked at. */
const depthMax = 12;

/** A key whose value is null counts as absent, as in request bodies (wire.md 1.2). */
export function withoutNulls(value: unknown, depth = 0): unknown {
  if (depth > depthMax) return value;
  if (Array.isArray(value)) return value.map((entry) => withoutNulls(entry, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null)
      .map(([key, entry]) => [key, withoutNulls(entry, depth + 1)]),
  );
}

/**
 * Text with half a character in it, as escapes of JSON and YAML can say it. No database keeps that: what is called so would not be found
 * under its name when the file is applied again.
 */
export function problemsOfText(value: unknown, path: readonly PropertyKey[] = []): readonly Problem[] {
  if (path.length > depthMax) return [];
  if (typeof value === "string") {
    return value.isWellFormed() ? [] : [{ path: pathText(path), message: "half a character in it (a lone surrogate)" }];
  }
  if (Array.isArray(value)) return value.flatMap((entry, index) => problemsOfText(entry, [...path, index]));
  return isObject(value) ? Object.entries(value).flatMap(([key, entry]) => problemsOfText(entry, [...path, key])) : [];
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
