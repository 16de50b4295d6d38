import type { UserActor } from "../domain/agent/actor.ts";
import type { Agent } from "../domain/agent/agent.ts";
import type { Content } from "../domain/interaction/content.ts";
import type { InteractionEvent, RecordedEvent } from "../domain/interaction/events.ts";
import { beforeOf } from "../domain/interaction/events.ts";
import type { Interaction } from "../domain/interaction/interaction.ts";
import type { Facts } from "../queries/notification/facts.ts";

/** The people and e-mails of wire.md's examples. */
export const alice: UserActor = {
  kind: "user",
  id: "57c0012d87ce40e498b75214c239704c",
  userName: "alice",
  roles: ["agent"],
  groups: [],
  withheld: [],
  fromAddresses: [],
};

const time = (clock: string): number => Date.parse(`2026-11-23T${clock}Z`);

/** The customer's e-mail, offered to alice. */
export const order: Interaction = {
  id: "00RB5D4K7T1M0001",
  direction: "inbound",
  subtype: "InboundNew",
  draftType: undefined,
  state: "Invited",
  version: 2,
  holder: alice.id,
  queue: "q-support",
  previousQueue: undefined,
  routedQueue: "q-support",
  position: { priority: 10, enqueuedAt: 0 },
  shelf: undefined,
  back: undefined,
  direct: false,
  requirement: undefined,
  deadline: { row: "ExpireInvitation", due: 0, shown: time("10:18:35.000") },
  contact: "0000Wa9CAM6W018X",
  thread: "0000Wa9CB77W01AA",
  parent: undefined,
  content: "c-order",
  userData: { Subject: "Order 4711", ContactId: "0000Wa9CAM6W018X" },
  comments: [],
  attachments: [],
  receivedAt: time("10:18:00.000"),
  sender: undefined,
  delivery: undefined,
};

export const orderContent: Content = {
  id: "c-order",
  from: { name: "", address: "ann@customer.test" },
  replyTo: [],
  to: [{ name: "", address: "support@acme.test" }],
  cc: [{ name: "", address: "bob@customer.test" }],
  bcc: [],
  subject: "Order 4711",
  text: "Where is it?",
  html: "",
  messageId: "<m1@customer.test>",
  inReplyTo: undefined,
  references: [],
};

/** The same, accepted by alice. */
export const owned: Interaction = {
  ...order,
  state: "Processing",
  version: 3,
  deadline: { row: "ExpireProcessing", due: 0, shown: time("13:18:10.000") },
};

/** Alice's reply to it. */
export const draft: Interaction = {
  ...order,
  id: "00RB5D4K7T1M0002",
  direction: "outbound",
  subtype: "OutboundReply",
  draftType: "Reply",
  state: "Composing",
  version: 1,
  queue: "q-drafts",
  deadline: undefined,
  parent: order.id,
  content: "c-draft",
  userData: { ContactId: "0000Wa9CAM6W018X" },
  receivedAt: time("10:20:00.000"),
};

const draftContent: Content = {
  ...orderContent,
  id: "c-draft",
  from: { name: "", address: "support@acme.test" },
  to: [{ name: "", address: "ann@customer.test" }],
  cc: [],
  subject: "Re: Order 4711",
  text: "Ann wrote:\n> Where is it?",
  html: '<p>Ann wrote:</p><blockquote type="cite"><p>Where is it?</p></blockquote>',
  messageId: undefined,
};

const savedContent: Content = { ...draftContent, id: "c-saved", text: "Tomorrow.", html: "<p>Tomorrow.</p>" };

export const label = {
  id: "00009a8T8Y13002S",
  name: "label.pdf",
  mime: "application/pdf",
  size: 20_481,
  sha256: "00",
  contentId: undefined,
  isEmbedded: false,
};

/** Alice at lunch. */
export const aliceAtLunch: Agent = {
  id: alice.id,
  userName: "alice",
  channel: {
    state: "NotReady",
    reason: "Lunch",
    workMode: undefined,
    doNotDisturb: false,
    since: time("12:00:00.000"),
    expiredInvitations: 0,
    forcedBy: undefined,
  },
  skills: new Map(),
  skillIds: new Map(),
  groups: [],
  capacity: 3,
  held: 1,
  idleSince: 0,
  mayUseEmail: true,
};

export const facts: Facts = {
  contents: new Map([orderContent, draftContent, savedContent].map((content) => [content.id, content])),
  viewers: new Map([[alice.id, alice]]),
  agents: new Map([[alice.id, aliceAtLunch]]),
  watchers: new Map(),
  draftWatchers: new Map(),
  users: new Map([[alice.id, "alice"]]),
  queues: new Map([
    ["q-support", "support"],
    ["q-general", "general"],
    ["q-drafts", "email-drafts"],
    ["q-outbound", "email-outbound"],
  ]),
  entries: new Map(),
  deliveries: new Map(),
  contacts: new Map(),
};

/** An event as the journal keeps it. Without a number: the server's own doing. */
export function recorded(event: RecordedEvent["event"], referenceId?: number): RecordedEvent {
  const actor = referenceId === undefined ? "system" : alice.id;
  return { position: 1, seq: 1, at: time("10:30:00.000"), actor, referenceId, event };
}

/** An event of one interaction that was `before` and became something else. */
export const eventOf = (
  what: Pick<InteractionEvent, "kind" | "operation"> & Partial<InteractionEvent>,
  before: Interaction | undefined,
  interaction: Interaction,
): InteractionEvent => ({
  note: undefined,
  ...what,
  interaction,
  before: before === undefined ? undefined : beforeOf(before),
});
