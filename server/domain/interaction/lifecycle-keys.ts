import { isoTime } from "../iso-time.ts";
import type { Interaction, Moment, UserData } from "./interaction.ts";

/** What the lifecycle itself writes into user data, so that desktops and reports find GWS's keys. wire.md 11 */

/** A mail that comes in: when it was submitted and queued, and with which priority. */
export const keysAtArrival = (receivedAt: number, priority: number, now: Moment): UserData => ({
  SubmittedAt: isoTime(receivedAt),
  ...keysInQueue(priority, now),
});

/** The user data after a step: queued anew, given to somebody, laid on a shelf or taken from it. */
export function userDataAfter(before: Interaction, after: Interaction, now: Moment): UserData {
  const isQueuedAnew =
    after.state === "Queued" &&
    (after.queue !== before.queue || after.position.enqueuedAt !== before.position.enqueuedAt);
  const queued = isQueuedAnew ? keysInQueue(after.position.priority, now) : {};
  const assigned = isWorkedOn(after) && !isSameWork(before, after) ? { AssignedAt: isoTime(now.wall) } : {};
  const isLying = after.shelf !== undefined || before.shelf !== undefined;
  return {
    ...(isLying ? withoutShelf(after.userData) : after.userData),
    ...queued,
    ...assigned,
    ...keysOnShelf(after),
  };
}

const keysInQueue = (priority: number, now: Moment): UserData => ({
  PlacedInQueueAt: isoTime(now.wall),
  Priority: priority,
});

const isWorkedOn = ({ state }: Interaction): boolean => state === "Processing" || state === "Composing";
const isSameWork = (before: Interaction, after: Interaction): boolean =>
  isWorkedOn(before) && before.holder === after.holder;

/** A group has no agent id. */
function keysOnShelf({ shelf }: Interaction): UserData {
  if (shelf === undefined) return {};
  return { Workbin: shelf.name, ...(shelf.ownedBy === "agent" ? { WorkbinAgentId: shelf.owner } : {}) };
}

const withoutShelf = ({ Workbin: _, WorkbinAgentId: __, ...rest }: UserData): UserData => rest;
