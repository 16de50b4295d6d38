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
    const notKept = whyNotKept(value);
    if (notKept !== undefined) return { path: here, message: notKept };
    if (!isObject(value)) continue;
    if (depth >= depthMax) return { path: here, message: `at most ${depthMax} levels` };
    const inside = problemIn(value, depth + 1, here);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** JSON can say 1e400, and nothing keeps it: it would come back as null. An order number of nineteen digits would come back as its neighbour. */
function whyNotKept(value: unknown): string | undefined {
  if (Array.isArray(value)) return "expected string, number, boolean, null or object, got array";
  if (typeof value !== "number") return undefined;
  if (!Number.isFinite(value)) return "the number is too large";
  const hasLostDigits = Math.abs(value) > Number.MAX_SAFE_INTEGER && /^-?\d+$/.test(String(value));
  return hasLostDigits
    ? `whole numbers are kept up to ${Number.MAX_SAFE_INTEGER}: send this one as a string`
    : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
