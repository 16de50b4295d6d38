import type { DeskThing } from "../../domain/desktop/desk-event.ts";
import type { Before, CentreEvent, Event, InteractionEvent, RecordedEvent } from "../../domain/interaction/events.ts";
import { nameOf, queueName } from "./email-parts.ts";
import { isoTime } from "./times.ts";
import { present, type Viewing } from "./viewing.ts";

/** A transition of one interaction: who, when, from, to, why. product.md */
export const historyShape = (recorded: RecordedEvent, event: InteractionEvent, viewing: Viewing) => ({
  ...present("seq", recorded.seq),
  at: isoTime(recorded.at),
  by: nameOf(recorded.actor, viewing),
  operation: event.operation,
  ...(event.before === undefined ? {} : { from: situation(event.before, viewing) }),
  to: situation(event.interaction, viewing),
  ...present("why", event.error ?? event.note),
  version: event.interaction.version,
  ...present("referenceId", recorded.referenceId === 0 ? undefined : recorded.referenceId),
});

/** The same in the history of one interaction: its arrival names why it joined its thread. mail.md 5.2 */
export const historyRowShape = (recorded: RecordedEvent, event: InteractionEvent, viewing: Viewing) => ({
  ...historyShape(recorded, event, viewing),
  ...(event.before === undefined
    ? present("joinedBecause", viewing.extras?.get(event.interaction.id)?.joinedBecause)
    : {}),
});

/** A row of the audit: a transition with the interaction's id, a change of readiness, or one of the configuration. product.md */
export function auditShape(recorded: RecordedEvent, viewing: Viewing) {
  const { event } = recorded;
  if (isOfInteraction(event)) {
    const { seq, ...row } = historyShape(recorded, event, viewing);
    return { ...present("seq", seq), kind: event.kind, interactionId: event.interaction.id, ...row };
  }
  return {
    ...present("seq", recorded.seq),
    kind: event.kind,
    at: isoTime(recorded.at),
    by: nameOf(recorded.actor, viewing),
    operation: event.operation,
    ...aboutCentre(event, viewing),
    ...present("referenceId", recorded.referenceId === 0 ? undefined : recorded.referenceId),
  };
}

/** Whether an event is about an interaction. */
export const isOfInteraction = (event: Event): event is InteractionEvent => "interaction" in event;

function aboutCentre(event: CentreEvent, viewing: Viewing) {
  switch (event.kind) {
    case "ReadinessChanged":
      return { thing: "agent", name: nameOf(event.user, viewing), ...present("why", event.note) };
    case "WorkbinWatched":
      return { thing: "workbin", name: event.shelf.name };
    case "ConfigurationChanged":
      return { thing: event.thing, name: event.name, ...present("why", event.note) };
    case "RawRead":
      return { interactionId: event.of };
    case "AccessRefused":
      return { thing: event.thing, name: event.name, why: event.why, address: event.address };
    case "ContactChanged":
      return { thing: "contact", name: event.contact, ...present("why", event.others.join(", ") || undefined) };
    case "Erased": {
      const { contact, receipt, note, interactions, left, rows, digest } = event;
      const of = contact === undefined ? {} : { thing: "contact", name: contact };
      return { ...of, why: note, receipt, interactions, ...present("left", left), rows, digest };
    }
    case "DeskChanged":
      // What is everybody's, such as a response, has no agent.
      if (event.user === undefined) return {};
      return { thing: "agent", name: nameOf(event.user, viewing), ...present("why", messageIn(event.thing)) };
    case "Answered":
    case "SignedOut":
      return {};
  }
}

/** What a supervisor wrote to an agent: of what happens on desktops, only that is audited. */
const messageIn = (thing: DeskThing): string | undefined =>
  thing.about === "notice" && thing.notice.about.operation === "Message" ? thing.notice.about.text : undefined;

const situation = ({ state, holder, queue, shelf, delivery }: Before, viewing: Viewing) => ({
  state,
  ...present("holder", holder === undefined ? undefined : nameOf(holder, viewing)),
  queue: queueName(queue, viewing),
  ...present("workbin", shelf?.name),
  ...present("delivery", delivery),
});
