import { z } from "zod";
import { isLonger } from "../characters.ts";
import { kindOf } from "../problems.ts";

/** Pairs attached to an interaction; their JSON types are kept. wire.md 5.17 */
export type GivenUserData = Readonly<Record<string, GivenUserValue>>;
export type GivenUserValue = string | number | boolean | null | { readonly [key: string]: GivenUserValue };

const depthMax = 3;
const keyCharactersMax = 255;
const bytesMax = 65_536;

/** User data in a request: keys of 1–255 characters, objects to depth 3, 64 KiB in all. wire.md 5.17 */
export const userData = z
  .custom<GivenUserData>(isObject, { error: ({ input }) => `expected object, got ${kindOf(input)}`, abort: true })
  .superRefine((pairs, context) => {
    const problem = problemIn(pairs, 1, []);
    if (problem !== undefined) context.addIssue({ code: "custom", ...problem });
    else if (new TextEncoder().encode(JSON.stringify(pairs)).length > bytesMax) {
      context.addIssue({ code: "custom", path: [], message: `at most ${bytesMax} bytes` });
    }
  })
  .meta({ type: "object", additionalProperties: true, description: "Pairs to attach to the interaction" });

type Found = { readonly path: string[]; readonly message: string };

function problemIn(
  pairs: Readonly<Record<string, unknown>>,
  depth: number,
  path: readonly string[],
): Found | undefined {
  for (const [key, value] of Object.entries(pairs)) {
    const here = [...path, key];
    if (key === "" || isLonger(key, keyCharactersMax)) {
      return { path: [...path], message: `keys have 1 to ${keyCharactersMax} characters` };
    }
    // JSON can say 1e400, and nothing keeps it: it would come back as null.
    if (typeof value === "number" && !Number.isFinite(value)) return { path: here, message: "the number is too large" };
    if (Array.isArray(value))
      return { path: here, message: "expected string, number, boolean, null or object, got array" };
    if (!isObject(value)) continue;
    if (depth >= depthMax) return { path: here, message: `at most ${depthMax} levels` };
    const inside = problemIn(value, depth + 1, here);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
