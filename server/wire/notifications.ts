import type { InteractionEvent, RecordedEvent } from "../domain/interaction/events.ts";
import type { WithContent } from "../ports/interactions.ts";
import type { Push } from "../ports/publisher.ts";
import type { Facts, FactsNeeded } from "../queries/notification/facts.ts";
import { audienceOf, type Listener } from "./audience.ts";
import type { Dialect } from "./capability-lists.ts";
import { channelShape } from "./shapes/channel.ts";
import { emailA } from "./shapes/email-a.ts";
import { emailB } from "./shapes/email-b.ts";
import { present, type Seen, type Viewing } from "./shapes/viewing.ts";
import { seen, seenByLoser, stateName } from "./views.ts";

/** Facts of the batch, and how shapes are written. */
export type Telling = {
  readonly facts: Facts;
  readonly publicUrl: string;
  /** Setting `notificationBodyMax`. */
  readonly bodyBytesMax: number;
};

/**
 * What the events become for each user, in the order of the events. The only builder of push messages: it picks the audience and
 * speaks both dialects. wire.md 3.4, architecture.md 6
 */
export const notifications = (events: readonly RecordedEvent[], telling: Telling): readonly Push[] =>
  events.flatMap((recorded) => pushesOf(recorded, telling));

/** Ids of what must be loaded before these events can be told, each once. */
export function factsNeeded(events: readonly RecordedEvent[]): FactsNeeded {
  const told = events.flatMap(({ event }) => {
    const audience = "interaction" in event ? audienceOf(event) : [];
    return "interaction" in event && audience.length > 0 ? [{ interaction: event.interaction, audience }] : [];
  });
  return {
    contents: distinct(told.map(({ interaction }) => interaction.content)),
    viewers: distinct(told.flatMap(({ audience }) => audience.map(({ user }) => user))),
    users: distinct(
      told.flatMap(({ interaction }) => [interaction.holder, ...interaction.comments.map(({ by }) => by)]),
    ),
    agents: distinct(events.map(({ event }) => (event.kind === "ReadinessChanged" ? event.user : undefined))),
  };
}

const distinct = (ids: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(ids.filter((id) => id !== undefined)),
];

function pushesOf(recorded: RecordedEvent, telling: Telling): readonly Push[] {
  const { event } = recorded;
  switch (event.kind) {
    case "ReadinessChanged":
      return channelPushes(recorded, event.user, telling);
    case "ConfigurationChanged":
      return [];
    case "InteractionMoved":
    case "DraftCreated":
    case "DraftSaved":
    case "PropertiesChanged":
    case "AttachmentAdded":
    case "AttachmentRemoved":
    case "DeliveryChanged":
    case "MessageReceived":
      return audienceOf(event).flatMap((listener) => emailPushes({ recorded, event, listener, telling }));
  }
}

function channelPushes(recorded: RecordedEvent, user: string, { facts }: Telling): readonly Push[] {
  const agent = facts.agents.get(user);
  if (agent === undefined) return []; // no agent any more: there is no channel to tell of
  const data = {
    messageType: "ChannelStateChangeMessageV2",
    ...referenceFor(recorded, user),
    channels: [channelShape(agent)],
  };
  return [{ user, topic: "/v2/me/channels", data }];
}

type Telltale = {
  readonly recorded: RecordedEvent;
  readonly event: InteractionEvent;
  readonly listener: Listener;
  readonly telling: Telling;
};

/** Dialect A on both of its topics, dialect B on its own. wire.md 3.3 */
function emailPushes(told: Telltale): readonly Push[] {
  const { event, listener, telling } = told;
  const { user } = listener;
  const content = telling.facts.contents.get(event.interaction.content);
  if (content === undefined) throw new Error(`content ${event.interaction.content} was not loaded`);
  const email = { interaction: event.interaction, content };
  const a = messageA(told, email);
  return [
    { user, topic: "/v2/me/interactions", data: a },
    { user, topic: "/me/interactions", data: a },
    { user, topic: "/v2/me/emails", data: messageB(told, email) },
  ];
}

function messageA(told: Telltale, email: WithContent) {
  const cause = { notificationType: told.listener.notificationType, ...reference(told), ...failure(told) };
  const resource = emailA(email, viewingOf(told.telling), seenBy("A", told), cause);
  return { messageTypeName: "InteractionStateMessage", ...resource };
}

const messageB = (told: Telltale, email: WithContent) => ({
  ...reference(told),
  messageType: "EmailStateChangeMessage",
  notificationType: told.listener.notificationType,
  ...failure(told),
  email: emailB(email, viewingOf(told.telling), seenBy("B", told)),
});

const viewingOf = ({ facts, publicUrl, bodyBytesMax }: Telling): Viewing => ({ ...facts, publicUrl, bodyBytesMax });

/** A user who is gone or disabled may do nothing, but is still told what happened. */
function seenBy(dialect: Dialect, { event, listener, telling }: Telltale): Seen {
  if (listener.isLoser) return seenByLoser(dialect, event);
  const viewer = telling.facts.viewers.get(listener.user);
  if (viewer === undefined) return { state: stateName(dialect, event.interaction.state), capabilities: [] };
  return seen(dialect, event.interaction, viewer);
}

const reference = ({ recorded, listener }: Telltale) => referenceFor(recorded, listener.user);

/** The number of the request stands only in the copies of the user who asked (wire.md 1.3). */
const referenceFor = ({ actor, referenceId }: RecordedEvent, user: string) =>
  present("referenceId", actor === user && referenceId !== 0 ? referenceId : undefined);

const failure = ({ event, listener }: Telltale) =>
  present("errorMessage", listener.notificationType === "Error" ? (event.error ?? event.note) : undefined);
