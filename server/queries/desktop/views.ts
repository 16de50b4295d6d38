import type { Actor } from "../../domain/agent/actor.ts";
import type { SavedView } from "../../domain/desktop/saved-view.ts";
import { readSearch, searchKeys } from "../../domain/desktop/search-query.ts";
import type { Reading } from "../../ports/transaction.ts";
import { defineQuery, found } from "../query.ts";
import { countFor } from "./search.ts";

export type CountedView = { readonly view: SavedView; readonly count: number | undefined };

/** The user's views and those shared with their groups, each with what it finds for them. desktop.md 3.10 */
export const listViews = defineQuery<unknown, readonly CountedView[]>(
  "ListViews",
  "UseDesktop",
  async ({ reading, actor }) => found(await countedViews(reading, actor)),
);

export async function countedViews(
  reading: Reading,
  actor: Actor,
  known: Map<string, number> = new Map(),
): Promise<readonly CountedView[]> {
  const groups = actor.kind === "user" ? actor.groups : [];
  const counted: CountedView[] = [];
  for (const view of await reading.searches.views(actor.id, groups)) {
    counted.push({ view, count: await countFor(reading, actor, view.query, known) });
  }
  return counted;
}

/** How a search may go on: names of queues and agents, states, or the operators themselves; at most ten. desktop.md 3.9 */
export const suggestSearch = defineQuery<{ readonly text: string }, readonly string[]>(
  "SuggestSearch",
  "ReadCentre",
  async ({ reading, input }) => {
    const [, before = "", last = ""] = /^([\s\S]*\s|)(\S*)$/.exec(input.text) ?? [];
    const [, key, begun = ""] = /^([A-Za-z]+):(.*)$/.exec(last) ?? [];
    const all = key === undefined ? searchKeys.map((one) => `${one}:`) : await valuesOf(reading, key.toLowerCase());
    const start = (key === undefined ? last : begun).toLowerCase();
    const fitting = all.filter((one) => one.toLowerCase().startsWith(start)).slice(0, suggestionsMax);
    return found(fitting.map((one) => `${before}${key === undefined ? one : `${key}:${quoted(one)}`}`));
  },
);

const suggestionsMax = 10;
const quoted = (value: string): string => (/\s/.test(value) ? `"${value}"` : value);
const stateNames = ["Queued", "Invited", "Processing", "Composing", "InWorkbin", "Sent", "Completed"];

async function valuesOf(reading: Reading, key: string): Promise<readonly string[]> {
  if (key === "queue") return (await reading.centre.queues()).map(({ name }) => name);
  if (key === "agent") return ["me", ...(await reading.users.list()).map(({ userName }) => userName)];
  if (key === "state") return stateNames.filter((state) => readSearch(`state:${state}`).ok);
  return key === "has" ? ["attachment"] : [];
}
