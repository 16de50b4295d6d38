import { z } from "zod";
import { isLonger } from "../characters.ts";
import { kindOf } from "../problems.ts";
import { workspaceDefaults } from "../provisioning/workspace.ts";
import { refusal } from "../read-body.ts";

/** The section that tells desktops what to do. wire.md 10.4 */
const section = "interaction-workspace";
const charactersMax = 10_000;

/** Values of settings as they were given, and the path at which their keys stand. */
export type GivenWorkspace = {
  readonly values: Readonly<Record<string, string>>;
  readonly at: readonly string[];
};

/** `{"interaction-workspace": {key: value}}`, also inside `settings` as it is read, or the keys themselves. Values become strings. */
export const workspaceBody = z.record(z.string(), z.unknown()).transform((body, context): GivenWorkspace => {
  const { given, at } = keysIn(body);
  if (!isObject(given)) {
    context.addIssue(refusal(10, at, `expected object, got ${kindOf(given)}`));
    return { values: {}, at };
  }
  const values = new Map<string, string>();
  for (const [key, value] of Object.entries(given)) {
    if (value === null) continue;
    const problem = problemOf(key, value);
    if (problem === undefined) values.set(key, String(value));
    else context.addIssue(refusal(10, [...at, key], problem));
  }
  return { values: Object.fromEntries(values), at };
});

/** Keys of wire.md 10.4, and those with which an installation may tell its own desktops something. */
export const isWorkspaceKey = (key: string): boolean =>
  Object.hasOwn(workspaceDefaults, key) || key === "email.signature" || /^custom\.[^\s]{1,248}$/.test(key);

function keysIn(body: Readonly<Record<string, unknown>>): { readonly given: unknown; readonly at: readonly string[] } {
  const inside = body["settings"];
  if (isObject(inside) && Object.hasOwn(inside, section)) return { given: inside[section], at: ["settings", section] };
  return Object.hasOwn(body, section) ? { given: body[section], at: [section] } : { given: body, at: [] };
}

function problemOf(key: string, value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    return `expected string, got ${kindOf(value)}`;
  }
  if (isLonger(String(value), charactersMax)) return `at most ${charactersMax} characters`;
  if (isSwitch(key) && !["true", "false"].includes(String(value))) return "expected true or false";
  return undefined;
}

/** Those that the server itself reads as on or off. */
const isSwitch = (key: string): boolean => key.startsWith("privilege.") || key.endsWith(".is-mandatory");

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
