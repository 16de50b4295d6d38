import type { UserActor } from "../../domain/agent/actor.ts";
import type { Agent } from "../../domain/agent/agent.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { Shelf } from "../../domain/interaction/interaction.ts";
import type { HistoryEntry } from "../../ports/history.ts";
import type { Reading } from "../../ports/transaction.ts";
import { type Names, queueNames, userNames } from "../names.ts";

/** Ids of what the notifications of a batch of events show. */
export type FactsNeeded = {
  readonly contents: readonly string[];
  /** Those who are told: their rights decide about capabilities. */
  readonly viewers: readonly string[];
  /** Users whose names are shown. */
  readonly users: readonly string[];
  /** Interactions that are told of with what the desktop shows besides. */
  readonly interactions: readonly string[];
  /** Agents whose channel is told. */
  readonly agents: readonly string[];
  /** Shelves to which something came or which something left. */
  readonly shelves: readonly Shelf[];
  /** Entries of the history that are told. */
  readonly entries: readonly string[];
  /** Those of them that are told with their content. */
  readonly texts: readonly string[];
};

export type Facts = Names & {
  readonly contents: ReadonlyMap<string, Content>;
  readonly viewers: ReadonlyMap<string, UserActor>;
  readonly agents: ReadonlyMap<string, Agent>;
  /** Users who watch a shelf, by its key; they are among the viewers. */
  readonly watchers: ReadonlyMap<string, readonly string[]>;
  readonly entries: ReadonlyMap<string, HistoryEntry>;
};

/** Loads the facts of a batch, each once. What is gone by now is missing from the maps. */
export async function loadFacts(reading: Reading, needed: FactsNeeded): Promise<Facts> {
  const watchers = needed.shelves.length === 0 ? none : await reading.subscriptions.watchers(needed.shelves);
  const entries: Facts["entries"] =
    needed.entries.length === 0 ? new Map() : await reading.history.entries(needed.entries);
  const whole = needed.texts.flatMap((id) => entries.get(id)?.interaction ?? []);
  const contents = [...needed.contents, ...whole.map(({ content }) => content)];
  const users = [...needed.users, ...whole.flatMap(({ comments }) => comments.map(({ by }) => by))];
  return {
    watchers,
    entries,
    contents: contents.length === 0 ? new Map() : await reading.interactions.contents(contents),
    viewers: await each(new Set([...needed.viewers, ...[...watchers.values()].flat()]), (id) =>
      reading.users.actor(id),
    ),
    agents: await each(needed.agents, (id) => reading.agents.byId(id)),
    users: await userNames(reading, users),
    queues: await queueNames(reading),
    extras: needed.interactions.length === 0 ? new Map() : await reading.extras.of(needed.interactions),
  };
}

const none: Facts["watchers"] = new Map();

async function each<Value>(
  ids: Iterable<string>,
  load: (id: string) => Promise<Value | undefined>,
): Promise<ReadonlyMap<string, Value>> {
  const loaded = new Map<string, Value>();
  for (const id of ids) {
    const value = await load(id);
    if (value !== undefined) loaded.set(id, value);
  }
  return loaded;
}
