import { isSupervisor, mayUseShelf } from "../domain/agent/actor.ts";
import { permits } from "../domain/agent/permissions.ts";
import type { InteractionEvent, RecordedEvent } from "../domain/interaction/events.ts";
import { shelfKey } from "../domain/workbin/shelf.ts";
import type { WithContent } from "../ports/interactions.ts";
import type { Push } from "../ports/publisher.ts";
import type { Facts, FactsNeeded } from "../queries/notification/facts.ts";
import { answeredPushes } from "./answered-pushes.ts";
import { audienceOf, type Listener, type ShelfMove, shelfMovesOf } from "./audience.ts";
import type { Dialect } from "./capability-lists.ts";
import { contactPushes, contactsIn } from "./desktop/contact-push.ts";
import { deliveriesTopic, deliveryListener, deliveryPushes } from "./desktop/delivery-push.ts";
import { deskPush } from "./desktop/desk-push.ts";
import { snoozePushes } from "./desktop/snooze.ts";
import { channelShape } from "./shapes/channel.ts";
import { emailA } from "./shapes/email-a.ts";
import { emailB } from "./shapes/email-b.ts";
import { peopleIn } from "./shapes/together.ts";
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

/** Whether somebody of this process listens to a topic: what nobody hears need not be read. */
export type Hears = (user: string, topic: string) => boolean;

/** Ids of what must be loaded before these events can be told, each once. */
export function factsNeeded(events: readonly RecordedEvent[], hears: Hears = () => true): FactsNeeded {
  const told = events.flatMap(({ event }) => {
    if (!("interaction" in event)) return [];
    const { interaction } = event;
    const audience = audienceOf(event);
    const shelves = shelfMovesOf(event).map(({ shelf }) => shelf);
    return audience.length + shelves.length > 0 ? [{ interaction, audience, shelves }] : [];
  });
  return {
    contents: distinct(told.map(({ interaction }) => interaction.content)),
    viewers: distinct(told.flatMap(({ audience }) => audience.map(({ user }) => user))),
    users: distinct([
      ...told.flatMap(({ interaction }) => [interaction.holder, ...interaction.comments.map(({ by }) => by)]),
      ...events.flatMap(({ event }) => (event.kind === "DeskChanged" ? peopleIn(event.thing) : [])),
    ]),
    interactions: distinct(told.map(({ interaction }) => interaction.id)),
    ...entriesNeeded(events),
    contacts: distinct(events.flatMap(({ event }) => (event.kind === "ContactChanged" ? contactsIn(event) : []))),
    deliveries: distinct(events.map(({ event }) => deliveryNeeded(event, hears))),
    agents: distinct(events.map(({ event }) => (event.kind === "ReadinessChanged" ? event.user : undefined))),
    drafts: distinct(told.filter(({ interaction }) => isDraft(interaction)).map(({ interaction }) => interaction.id)),
    shelves: [...new Map(told.flatMap(({ shelves }) => shelves.map((shelf) => [shelfKey(shelf), shelf]))).values()],
  };
}

function deliveryNeeded(event: RecordedEvent["event"], hears: Hears): string | undefined {
  const user = "interaction" in event ? deliveryListener(event) : undefined;
  if (user === undefined || !("interaction" in event)) return undefined;
  return hears(user, deliveriesTopic) ? event.interaction.id : undefined;
}

/** What was answered is read when it is told: the event has only ids. */
function entriesNeeded(events: readonly RecordedEvent[]): Pick<FactsNeeded, "entries" | "texts"> {
  const answers = events.flatMap(({ event }) => (event.kind === "Answered" ? [event.answer] : []));
  const texts = answers.flatMap((answer) => (answer.about === "content" ? [answer.entry] : []));
  const listed = answers.flatMap((answer) => (answer.about === "history" ? answer.entries : []));
  return { entries: distinct([...listed, ...texts]), texts: distinct(texts) };
}

const distinct = (ids: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(ids.filter((id) => id !== undefined)),
];

function pushesOf(recorded: RecordedEvent, telling: Telling): readonly Push[] {
  const { event } = recorded;
  switch (event.kind) {
    case "ReadinessChanged":
      return [
        ...channelPushes(recorded, event, telling),
        ...(event.forced?.endsSessions === true ? [sessionPush(event.user, "LoggedOut")] : []),
      ];
    case "WorkbinWatched":
      return [watchedPush(recorded, event)];
    case "Answered":
      return answeredPushes(recorded, event, { facts: telling.facts, viewing: viewingOf(telling) });
    case "DeskChanged":
      return [deskPush(event, telling.facts.users)];
    case "ConfigurationChanged":
      return event.endsSessionsOf === undefined ? [] : [sessionPush(event.endsSessionsOf, "RightsChanged")];
    case "ContactChanged":
      return contactPushes(event, telling.facts, telling.publicUrl);
    case "Erased":
    case "RawRead":
    case "AccessRefused":
    case "SignedOut":
      return [];
    case "InteractionMoved":
    case "DraftCreated":
    case "DraftSaved":
    case "PropertiesChanged":
    case "AttachmentAdded":
    case "AttachmentRemoved":
    case "DeliveryChanged":
    case "MessageReceived":
      return [
        ...audienceOf(event).flatMap((listener) => emailPushes({ recorded, event, listener, telling })),
        ...snoozePushes(event),
        ...deliveryPushes(event, telling.facts),
        ...draftPushes(event, telling),
        ...shelfMovesOf(event).flatMap((move) => itemPushes({ recorded, event, telling }, move)),
      ];
  }
}

/** Why the sessions of the user end right behind this message. desktop.md 13 */
const sessionPush = (user: string, reason: "LoggedOut" | "RightsChanged"): Push => ({
  ...{ user, topic: "/postroom/v1/me/session" },
  data: { reason },
});

type Readiness = Extract<RecordedEvent["event"], { readonly kind: "ReadinessChanged" }>;

/** The state that the event made, even when the next one is committed by the time it is told; the load is the present one. */
function channelPushes(recorded: RecordedEvent, { user, channel }: Readiness, { facts }: Telling): readonly Push[] {
  const agent = facts.agents.get(user);
  if (agent === undefined) return []; // no agent any more: there is no channel to tell of
  const data = {
    messageType: "ChannelStateChangeMessageV2",
    ...referenceFor(recorded, user),
    channels: [channelShape(channel === undefined ? agent : { ...agent, channel })],
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
  const email = withContent(event, telling);
  const a = messageA(told, email);
  return [
    { user, topic: "/v2/me/interactions", data: a },
    { user, topic: "/me/interactions", data: a },
    { user, topic: "/v2/me/emails", data: messageB(told, email) },
  ];
}

function withContent({ interaction }: InteractionEvent, { facts }: Telling): WithContent {
  const content = facts.contents.get(interaction.content);
  if (content === undefined) throw new Error(`content ${interaction.content} was not loaded`);
  return { interaction, content };
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

/** To everybody who watches the shelf and may still use it; the same form for both dialects. wire.md 3.4, 7 */
function itemPushes(
  { recorded, event, telling }: Omit<Telltale, "listener">,
  { action, shelf }: ShelfMove,
): readonly Push[] {
  const { watchers, viewers } = telling.facts;
  const users = (watchers.get(shelfKey(shelf)) ?? []).filter((user) => {
    const viewer = viewers.get(user);
    return viewer !== undefined && mayUseShelf(viewer, shelf) && permits(viewer, "Subscribe");
  });
  if (users.length === 0) return [];
  const state = stateName("B", event.interaction.state);
  const email = emailB(withContent(event, telling), viewingOf(telling), { state, capabilities: [] });
  return users.map((user) => ({
    user,
    topic: "/v2/me/workbins",
    data: {
      messageType: "WorkbinStateChangeMessage",
      action,
      id: shelf.workbin,
      ...referenceFor(recorded, user),
      workbinName: shelf.name,
      emailStateResourceV2: email,
    },
  }));
}

const isDraft = ({ direction }: InteractionEvent["interaction"]): boolean => direction === "outbound";

/** To supervisors who say that they watch it, so that its author knows; whole. desktop.md 3.6, 13 */
function draftPushes(event: InteractionEvent, telling: Telling): readonly Push[] {
  const { id } = event.interaction;
  const { draftWatchers, viewers } = telling.facts;
  return (draftWatchers.get(id) ?? []).flatMap((user) => {
    const viewer = viewers.get(user);
    if (viewer === undefined || !isSupervisor(viewer)) return [];
    const email = emailB(withContent(event, telling), viewingOf(telling), seen("B", event.interaction, viewer));
    return [{ user, topic: `/postroom/v1/drafts/${id}`, data: { email } }];
  });
}

type Watched = Extract<RecordedEvent["event"], { readonly kind: "WorkbinWatched" }>;

/** Whose shelf it is stands there only when it is an agent's. */
function watchedPush(recorded: RecordedEvent, { user, operation, shelf, hasFailed }: Watched): Push {
  const stateResource = hasFailed ? "RequestFailed" : `${operation}d`;
  const data = {
    messageType: "WorkbinSubscriptionStateChangeMessage",
    id: shelf.workbin,
    stateResource,
    ...referenceFor(recorded, user),
    ...present("workbinUserId", shelf.ownedBy === "agent" ? shelf.owner : undefined),
  };
  return { user, topic: "/v2/me/workbins", data };
}
