import type {
  ChannelStateMessage,
  EmailB,
  EmailStateChangeMessage,
  WorkbinResource,
  WorkbinStateMessage,
  WorkbinSubscriptionMessage,
} from "@postroom/contract";
import type { Centre, Left, Shelf, Snapshot } from "./centre.ts";

export type Notification =
  | EmailStateChangeMessage
  | ChannelStateMessage
  | WorkbinStateMessage
  | WorkbinSubscriptionMessage;

const leftMax = 50;
const heldStates: ReadonlySet<string> = new Set(["Invited", "Processing", "Composing"]);

/**
 * The state after a notification. Whole resources come with their version, so a repeat or a late one changes nothing. desktop.md 3.7, wire.md 3.4
 */
export function apply(centre: Centre, told: Notification, at: number): Centre {
  switch (told.messageType) {
    case "EmailStateChangeMessage":
      return applyEmail(centre, told.email, at);
    case "ChannelStateChangeMessageV2":
      return { ...centre, channel: told.channels.find(({ channel }) => channel === "email") ?? centre.channel };
    case "WorkbinStateChangeMessage":
      return applyShelf(centre, told);
    case "WorkbinSubscriptionStateChangeMessage":
      return centre;
  }
}

/** Whether something that came over the wire is one of the messages that `apply` knows. */
export const isNotification = (data: unknown): data is Notification =>
  typeof data === "object" && data !== null && "messageType" in data && known.has(String(data.messageType));

const known: ReadonlySet<string> = new Set([
  ...["EmailStateChangeMessage", "ChannelStateChangeMessageV2"],
  ...["WorkbinStateChangeMessage", "WorkbinSubscriptionStateChangeMessage"],
]);

/** The state after everything was read anew: replaced, not patched. What was held and is not listed was taken back. wire.md 3.5 */
export function replace(centre: Centre, snapshot: Snapshot, at: number): Centre {
  const emails = Object.fromEntries(snapshot.emails.map((email) => [email.id, email]));
  const missing = Object.values(centre.emails).filter(({ id }) => emails[id] === undefined);
  return {
    ...centre,
    emails,
    channel: snapshot.channel,
    shelves: Object.fromEntries(snapshot.workbins.map((workbin) => [workbin.id, shelfOf(workbin)])),
    left: [
      ...missing.map((email) => leaving(email, { state: "TakenBack", reason: undefined, at })),
      ...centre.left,
    ].slice(0, leftMax),
    past: {},
  };
}

function applyEmail(centre: Centre, email: EmailB, at: number): Centre {
  const before = centre.emails[email.id];
  const seen = before?.version ?? centre.past[email.id] ?? -1;
  if (email.version <= seen) return centre;
  if (isHeld(email, centre.userId)) {
    const { [email.id]: _, ...past } = centre.past;
    return { ...centre, emails: { ...centre.emails, [email.id]: email }, past };
  }
  const { [email.id]: _, ...emails } = centre.emails;
  const left = before === undefined ? [] : [leaving(before, { state: email.state, reason: email.reason, at })];
  return {
    ...centre,
    emails,
    left: [...left, ...centre.left].slice(0, leftMax),
    past: { ...centre.past, [email.id]: email.version },
  };
}

const isHeld = (email: EmailB, userId: string): boolean =>
  heldStates.has(email.state) && (email.assignedToId === undefined || email.assignedToId === userId);

const leaving = (email: EmailB, how: Pick<Left, "state" | "reason" | "at">): Left => ({
  id: email.id,
  subject: email.subject ?? "",
  from: email.from ?? "",
  was: email.state,
  ...how,
});

function applyShelf(centre: Centre, told: WorkbinStateMessage): Centre {
  const shelf = centre.shelves[told.id];
  if (shelf === undefined) return centre;
  const item = told.emailStateResourceV2;
  const before = shelf.items[item.id];
  if (before !== undefined && item.version < before.version) return centre;
  const { [item.id]: _, ...others } = shelf.items;
  const items = told.action === "ItemAdded" ? { [item.id]: item, ...others } : others;
  return { ...centre, shelves: { ...centre.shelves, [told.id]: { ...shelf, items } } };
}

function shelfOf({ emails = [], count: _, ...workbin }: WorkbinResource): Shelf {
  return { workbin, items: Object.fromEntries(emails.map((email) => [email.id, email])) };
}
