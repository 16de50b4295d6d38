import type {
  ChannelStateMessage,
  ContactResource,
  DeliveryResource,
  EmailB,
  EmailStateChangeMessage,
  HoldResource,
  MacroResource,
  NoteResource,
  NoticeResource,
  PresenceMembers,
  SnapshotAnswer,
  SnoozeResource,
  WorkbinResource,
  WorkbinStateMessage,
  WorkbinSubscriptionMessage,
} from "@postroom/contract";
import type { JobResource } from "@postroom/contract/jobs";
import { byId, valueAt, valuesOf, withoutValue, withValue } from "./by-id.ts";
import type { Centre, Left, Shelf, Snapshot } from "./centre.ts";
import { withJob } from "./jobs.ts";

export type Notification =
  | EmailStateChangeMessage
  | ChannelStateMessage
  | WorkbinStateMessage
  | WorkbinSubscriptionMessage
  | DesktopMessage;

/** What the desktop's own topics tell, named by its topic. desktop.md 13 */
export type DesktopMessage =
  | { readonly messageType: "Hold"; readonly hold: HoldResource }
  | ({ readonly messageType: "Presence"; readonly version: number } & Pick<PresenceMembers, "interactionId" | "people">)
  | { readonly messageType: "Snooze"; readonly snooze: SnoozeResource }
  | { readonly messageType: "Job"; readonly job: JobResource }
  | { readonly messageType: "Notice"; readonly notice?: NoticeResource; readonly removedId?: string }
  /** A view was changed, or the views have other numbers of e-mails. */
  | {
      readonly messageType: "View";
      readonly counts?: Readonly<Record<string, number>>;
      readonly version?: number;
    }
  | { readonly messageType: "Contact"; readonly contact?: ContactResource; readonly mergedIds?: readonly string[] }
  | { readonly messageType: "Session"; readonly reason: "LoggedOut" | "RightsChanged" }
  | { readonly messageType: "Delivery"; readonly interactionId: string; readonly delivery: DeliveryResource }
  /** A response, or the user's own macros. */
  | ({ readonly messageType: "Response" } & (
      | { readonly version: number; readonly macros: readonly MacroResource[] }
      | { readonly macros?: undefined }
    ))
  | { readonly messageType: "Preferences"; readonly preferences: SnapshotAnswer["preferences"] }
  | { readonly messageType: "Note"; readonly threadId: string; readonly note: NoteResource };

const leftMax = 50;
const holdsMax = 50;
const snoozesMax = 1_000;
const noticesMax = 50;
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
    case "Hold":
      return applyHold(centre, told.hold);
    case "Snooze":
      return applySnooze(centre, told.snooze);
    case "Job":
      return { ...centre, jobs: withJob(centre.jobs, told.job) };
    case "Notice":
      return applyNotice(centre, told);
    case "Presence":
      return applyPresence(centre, told);
    // Read anew as a whole: notes with their thread, views with their counts.
    case "View":
    case "Contact":
    case "Session":
    case "Delivery":
    case "Response":
    case "Note":
    case "Preferences":
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
  ...[
    "Hold",
    "Job",
    "Snooze",
    "Presence",
    "Note",
    "Notice",
    "View",
    "Contact",
    "Session",
    "Delivery",
    "Response",
    "Preferences",
  ],
]);

/** The state after everything was read anew: replaced, not patched. What was held and is not listed was taken back. wire.md 3.5 */
export function replace(centre: Centre, snapshot: Snapshot, at: number): Centre {
  const emails = byId(snapshot.emails);
  const missing = valuesOf(centre.emails).filter(({ id }) => valueAt(emails, id) === undefined);
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
    holds: Object.fromEntries(snapshot.holds.map((hold) => [hold.id, hold])),
    snoozes: Object.fromEntries(snapshot.snoozes.map((snooze) => [snooze.interactionId, snooze])),
    notices: snapshot.notices,
    jobs: Object.fromEntries(snapshot.jobs.map((job) => [job.id, job])),
    presence: Object.fromEntries(
      snapshot.presence.map(({ interactionId, people }) => [interactionId, { people, version: 0 }]),
    ),
  };
}

function applyEmail(centre: Centre, email: EmailB, at: number): Centre {
  const before = valueAt(centre.emails, email.id);
  const seen = before?.version ?? centre.past[email.id] ?? -1;
  if (email.version <= seen) return centre;
  if (isHeld(email, centre.userId)) {
    return {
      ...centre,
      emails: withValue(centre.emails, email.id, email),
      past: centre.past[email.id] === undefined ? centre.past : without(centre.past, email.id),
    };
  }
  const left = before === undefined ? [] : [leaving(before, { state: email.state, reason: email.reason, at })];
  return {
    ...centre,
    emails: withoutValue(centre.emails, email.id),
    left: [...left, ...centre.left].slice(0, leftMax),
    past: { ...centre.past, [email.id]: email.version },
  };
}

function without<Value>(all: Readonly<Record<string, Value>>, id: string): Readonly<Record<string, Value>> {
  const { [id]: _, ...others } = all;
  return others;
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

function applyHold(centre: Centre, hold: HoldResource): Centre {
  const before = centre.holds[hold.id];
  if (before !== undefined && hold.version <= before.version) return centre;
  // Those that ended stay for a while, so that a late message does not begin them again.
  const others = Object.entries(centre.holds).filter(([id]) => id !== hold.id);
  return { ...centre, holds: Object.fromEntries([...others, [hold.id, hold] as const].slice(-holdsMax)) };
}

function applySnooze(centre: Centre, snooze: SnoozeResource): Centre {
  const { interactionId: id } = snooze;
  if (snooze.version <= (centre.snoozes[id]?.version ?? -1)) return centre;
  const others = Object.entries(centre.snoozes).filter(([other]) => other !== id);
  return { ...centre, snoozes: Object.fromEntries([...others, [id, snooze] as const].slice(-snoozesMax)) };
}

function applyNotice(centre: Centre, { notice, removedId }: DesktopMessage & { messageType: "Notice" }): Centre {
  if (removedId !== undefined) {
    return {
      ...centre,
      notices: centre.notices.filter(({ id }) => id !== removedId),
      noticesAway: [...centre.noticesAway.filter((id) => id !== removedId), removedId].slice(-noticesMax),
    };
  }
  if (notice === undefined || centre.noticesAway.includes(notice.id)) return centre;
  if (centre.notices.some(({ id }) => id === notice.id)) return centre;
  return { ...centre, notices: [...centre.notices, notice].slice(-noticesMax) };
}

function applyPresence(centre: Centre, told: DesktopMessage & { messageType: "Presence" }): Centre {
  const { interactionId, people, version } = told;
  if (version <= (centre.presence[interactionId]?.version ?? -1)) return centre;
  return { ...centre, presence: { ...centre.presence, [interactionId]: { people, version } } };
}

function shelfOf({ emails = [], count: _, ...workbin }: WorkbinResource): Shelf {
  return { workbin, items: Object.fromEntries(emails.map((email) => [email.id, email])) };
}
