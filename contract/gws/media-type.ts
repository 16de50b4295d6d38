import { z } from "zod";
import { kindOf } from "../problems.ts";

/** What is wrong with a media type where only one is accepted; its parameters are ignored. wire.md 5.2 */
export function typeProblem(value: unknown, accepts: string): string | undefined {
  if (typeof value !== "string") return `expected string, got ${kindOf(value)}`;
  if (value.split(";")[0]?.trim().toLowerCase() === accepts) return undefined;
  return `expected ${accepts}, got ${JSON.stringify(value.slice(0, 100))}`;
}

/** A key that says which type a text has. wire.md 5.6 */
export const mediaType = (accepts: string) =>
  z.string().superRefine((value, context) => {
    const message = typeProblem(value, accepts);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });
