import type { Role, UserActor } from "../agent/actor.ts";
import { system } from "../agent/actor.ts";
import type { Timeouts } from "./deadline.ts";
import type { Interaction, Location, Moment, Shelf } from "./interaction.ts";
import type { Command, Operation } from "./lifecycle.ts";

/** A moment at which tests begin; both clocks agree. */
export const start: Moment = { steady: 1_000, wall: 1_000 };
export const timeouts: Timeouts = { invitationMs: 30_000, handlingMs: 600_000 };

const anActor = (id: string, roles: readonly Role[] = ["agent"]): UserActor => ({
  kind: "user",
  id,
  userName: id,
  roles,
  groups: [],
  withheld: [],
  fromAddresses: [],
});

/** Alice holds, shelves and sends; bob is another agent; sam supervises; root administrates. */
export const people = {
  alice: anActor("alice"),
  bob: anActor("bob"),
  sam: anActor("sam", ["agent", "supervisor"]),
  root: anActor("root", ["admin"]),
  system,
} as const;

export const shelfNamed = (name: string, owner = "alice"): Shelf => ({
  workbin: `w-${name}`,
  name,
  owner,
  ownedBy: "agent",
});

export const inQueue = (queue: string, enqueuedAt = 0): Location => ({
  kind: "queue",
  queue,
  position: { priority: 0, enqueuedAt },
});

/** An interaction in a state, whole: holder, shelf and deadline as the state asks for. */
export function anInteraction(change: Partial<Interaction> & Pick<Interaction, "state" | "direction">): Interaction {
  const { state, direction } = change;
  const isHeld = state === "Invited" || state === "Processing" || state === "Composing";
  return {
    id: "I1",
    subtype: direction === "inbound" ? "InboundNew" : "OutboundReply",
    draftType: direction === "inbound" ? undefined : "Reply",
    version: 5,
    holder: isHeld ? "alice" : undefined,
    queue: "support",
    previousQueue: undefined,
    routedQueue: "support",
    position: { priority: 10, enqueuedAt: 0 },
    shelf: state === "InWorkbin" ? shelfNamed("draft") : undefined,
    back: state === "Invited" ? inQueue("support") : undefined,
    direct: false,
    requirement: undefined,
    deadline: isHeld ? { row: endingRow[state], due: 9_000, shown: 9_000 } : undefined,
    contact: "C1",
    thread: "T1",
    parent: undefined,
    content: "X1",
    userData: {},
    comments: [],
    attachments: [],
    receivedAt: 0,
    sender: "alice",
    delivery: state === "Sent" ? "waiting" : undefined,
    ...change,
  };
}

/** The row that ends a held state by itself. */
const endingRow = {
  Invited: "ExpireInvitation",
  Processing: "ExpireProcessing",
  Composing: "ExpireComposing",
} as const;

/** Every state that there is, with its direction (wire.md 4.1). */
export const situations = [
  { state: "Queued", direction: "inbound" },
  { state: "Queued", direction: "outbound" },
  { state: "Invited", direction: "inbound" },
  { state: "Invited", direction: "outbound" },
  { state: "Processing", direction: "inbound" },
  { state: "Composing", direction: "outbound" },
  { state: "InWorkbin", direction: "inbound" },
  { state: "InWorkbin", direction: "outbound" },
  { state: "Sent", direction: "outbound" },
  { state: "Completed", direction: "inbound" },
  { state: "Canceled", direction: "outbound" },
] as const;

const offers: readonly Operation[] = ["Invite", "Transfer", "Assign", "Wake"];
const snooze = { user: "alice", until: start.wall + 60_000, wakesOnReply: true, isDue: false };

/** Parameters that fit each row. */
function fitting(operation: Operation): Partial<Command> {
  if (offers.includes(operation)) return { invitee: "bob" };
  const to = destinations[operation];
  return { ...(to === undefined ? {} : { to }), ...(operation === "Snooze" ? { change: { snooze } } : {}) };
}

const destinations: Partial<Record<Operation, Location>> = {
  Send: inQueue("outbound", 1_000),
  SendForReview: inQueue("review", 1_000),
  TransferToQueue: inQueue("general", 1_000),
  PlaceInQueue: inQueue("general", 1_000),
  MoveToQueue: inQueue("general", 1_000),
  Overflow: inQueue("general", 1_000),
  Snooze: { kind: "shelf", shelf: shelfNamed("in-progress") },
  PlaceInWorkbin: { kind: "shelf", shelf: shelfNamed("in-progress") },
  MoveToWorkbin: { kind: "shelf", shelf: shelfNamed("in-progress", "bob") },
  ExpireComposing: { kind: "shelf", shelf: shelfNamed("draft") },
  ReturnUnsent: { kind: "shelf", shelf: shelfNamed("failed") },
};

export const commandOf = (operation: Operation, actor: Command["actor"], now: Moment = start): Command => ({
  operation,
  actor,
  now,
  timeouts,
  ...fitting(operation),
});
