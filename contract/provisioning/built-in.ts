import { parkedQueue } from "./queues.ts";

/** Queues that exist even when the file does not list them. product.md */
export const builtInQueues = [
  { name: "email-drafts", kind: "draft" },
  { name: "email-outbound", kind: "outbound" },
  { name: parkedQueue, kind: "parked" },
] as const;

/** Shelves that the lifecycle puts things on by itself, and the one that PlaceInWorkbin takes when none is named. wire.md 4.4, 5.16 */
export const builtInWorkbins = [
  { name: "in-progress", type: "Agent" },
  { name: "draft", type: "Agent" },
  { name: "failed", type: "Agent" },
] as const;

/** The list as it was given, with what is built in behind it unless it has the name already. Anything but a list is left for the schema to refuse. */
export function withBuiltIn(list: unknown, builtIn: readonly { readonly name: string }[]): unknown {
  if (list === undefined) return builtIn;
  if (!Array.isArray(list)) return list;
  const given = new Set(list.map(nameOf));
  return [...list, ...builtIn.filter((entry) => !given.has(entry.name))];
}

const nameOf = (entry: unknown): unknown =>
  typeof entry === "object" && entry !== null && "name" in entry ? entry.name : undefined;
