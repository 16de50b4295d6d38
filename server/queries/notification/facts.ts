import type { UserActor } from "../../domain/agent/actor.ts";
import type { Agent } from "../../domain/agent/agent.ts";
import type { Contact } from "../../domain/contact/contact.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { Shelf } from "../../domain/interaction/interaction.ts";
import type { HistoryEntry } from "../../ports/history.ts";
import type { Reading } from "../../ports/transaction.ts";
import type { DeliveryFound } from "../email/delivery.ts";
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
  /** E-mails whose delivery is told. */
  readonly deliveries: readonly string[];
  /** Contacts that are told to whoever holds mail of them. */
  readonly contacts: readonly string[];
  /** Drafts that are told to whoever watches them. */
  readonly drafts: readonly string[];
};

export type Facts = Names & {
  readonly contents: ReadonlyMap<string, Content>;
  readonly viewers: ReadonlyMap<string, UserActor>;
  readonly agents: ReadonlyMap<string, Agent>;
  /** Users who watch a shelf, by its key; they are among the viewers. */
  readonly watchers: ReadonlyMap<string, readonly string[]>;
  readonly entries: ReadonlyMap<string, HistoryEntry>;
  readonly deliveries: ReadonlyMap<string, Omit<DeliveryFound, "version">>;
  /** As they are now, undefined when they are gone; their holders are among the viewers. */
  readonly contacts: ReadonlyMap<string, ContactHeld>;
  /** Supervisors who watch a draft being written, by its id; they are among the viewers. */
  readonly draftWatchers: ReadonlyMap<string, readonly string[]>;
};

type ContactHeld = { readonly contact: Contact | undefined; readonly holders: readonly string[] };

/** Loads the facts of a batch, each once. What is gone by now is missing from the maps. */
export async function loadFacts(reading: Reading, needed: FactsNeeded): Promise<Facts> {
  const watchers = needed.shelves.length === 0 ? none : await reading.subscriptions.watchers(needed.shelves);
  const draftWatchers = needed.drafts.length === 0 ? none : await watchersOf(reading, needed.drafts);
  const contacts = await each(needed.contacts, (id) => contactHeld(reading, id));
  const holders = [...contacts.values()].flatMap((one) => one.holders);
  const entries: Facts["entries"] =
    needed.entries.length === 0 ? new Map() : await reading.history.entries(needed.entries);
  const whole = needed.texts.flatMap((id) => entries.get(id)?.interaction ?? []);
  const contents = [...needed.contents, ...whole.map(({ content }) => content)];
  const users = [...needed.users, ...whole.flatMap(({ comments }) => comments.map(({ by }) => by))];
  return {
    watchers,
    draftWatchers,
    entries,
    contacts,
    contents: contents.length === 0 ? new Map() : await reading.interactions.contents(contents),
    viewers: await each(
      new Set([...needed.viewers, ...[watchers, draftWatchers].flatMap((by) => [...by.values()].flat()), ...holders]),
      (id) => reading.users.actor(id),
    ),
    agents: await each(needed.agents, (id) => reading.agents.byId(id)),
    users: await userNames(reading, users),
    queues: await queueNames(reading),
    deliveries: await each(needed.deliveries, (id) => deliveryOf(reading, id)),
    extras: needed.interactions.length === 0 ? new Map() : await reading.extras.of(needed.interactions),
  };
}

const contactHeld = async (reading: Reading, id: string): Promise<ContactHeld> => ({
  contact: await reading.contacts.byId(id),
  holders: await reading.contacts.holdersOf(id),
});

async function watchersOf(reading: Reading, drafts: readonly string[]): Promise<Facts["draftWatchers"]> {
  const there = await reading.presences.at(drafts);
  return new Map(
    there.map(({ interaction, people }) => [
      interaction,
      people.filter(({ level }) => level === "watching").map(({ user }) => user),
    ]),
  );
}

async function deliveryOf(reading: Reading, id: string): Promise<Omit<DeliveryFound, "version"> | undefined> {
  const delivery = await reading.deliveries.of(id);
  return delivery === undefined ? undefined : { ...delivery, reports: await reading.readings.reportsOn(id) };
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
