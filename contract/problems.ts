import type { z } from "zod";

/** One thing wrong with a value: where (`agents[0].skills.Frnch`) and what (`no such skill`). */
export type Problem = { readonly path: string; readonly message: string };

/** Words for what a schema refuses, the same in files and request bodies; undefined leaves a schema's own words. wire.md 5.20 */
export function wording(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined && issue.code !== "custom") return "missing";
  switch (issue.code) {
    case "invalid_type":
      return `expected ${typeNames[issue.expected] ?? issue.expected}, got ${kindOf(issue.input, issue.expected)}`;
    case "invalid_value":
      return `expected ${issue.values.map(String).join(" or ")}, got ${shown(issue.input)}`;
    case "invalid_union":
      return "none of the allowed forms";
    case "too_big":
      return `at most ${issue.maximum}${counted(issue.origin, Number(issue.maximum))}`;
    case "too_small":
      return isBlankRefused(issue)
        ? "must not be empty"
        : `at least ${issue.minimum}${counted(issue.origin, Number(issue.minimum))}`;
    case "invalid_key":
      return "not a valid name";
    default:
      return undefined;
  }
}

/** A path as people write it: `agents[0].skills.Frnch`, `userData["my key"]`. `root` stands in front: `$` in request bodies. */
export function pathText(path: readonly PropertyKey[], root = ""): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    const name = String(key);
    if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === "" ? name : `${text}.${name}`;
  }, root);
}

/** What kind of JSON value this is, in one word. */
export function kindOf(value: unknown, expected?: string): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" && expected === "int" ? String(value) : typeof value;
}

/** A string that had to have at least one character and has none. */
export const isBlankRefused = (issue: { readonly code?: string | undefined; readonly input?: unknown }): boolean =>
  issue.code === "too_small" && issue.input === "";

const typeNames: Readonly<Record<string, string>> = { int: "a whole number", record: "object" };

/** Short values are quoted so that a typing error can be seen; long ones only named. */
const shown = (value: unknown): string =>
  typeof value === "string" && value.length <= 40 ? JSON.stringify(value) : kindOf(value);

function counted(origin: string, count: number): string {
  if (origin === "string") return count === 1 ? " character" : " characters";
  if (origin === "array") return count === 1 ? " entry" : " entries";
  return "";
}
