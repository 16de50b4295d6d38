import type { UserActor } from "../../domain/agent/actor.ts";
import { type Assigned, withContact } from "../../domain/interaction/contact-change.ts";
import type { Content } from "../../domain/interaction/content.ts";
import { deadlineOf } from "../../domain/interaction/deadline.ts";
import type { Attachment, DraftType, Interaction, Subtype, UserData } from "../../domain/interaction/interaction.ts";
import { atTheEnd } from "../../domain/queue/position.ts";
import type { Queue } from "../../domain/queue/queue.ts";
import type { Asked } from "../operation.ts";
import { timeoutsIn } from "../timeouts.ts";
import type { Changed } from "./do-row.ts";

/** What the four operations that make drafts decide, each in its own way. */
export type DraftParts = {
  readonly kind: DraftType;
  readonly subtype: Subtype;
  readonly queue: Queue;
  readonly parent: Interaction | undefined;
  readonly contact: string | undefined;
  /** The contact when the request has assigned it: the draft then has its names too. */
  readonly assigned: Assigned | undefined;
  readonly thread: string;
  readonly content: Content;
  readonly attachments: readonly Attachment[];
  readonly userData: UserData;
};

/** Stores a new draft that the actor owns, and tells of it. Value: the draft. wire.md 4.4 Reply, Create */
export async function createDraft<Input>(
  { tx, world }: Asked<Input>,
  actor: UserActor,
  parts: DraftParts,
): Promise<Changed> {
  const { kind, queue, parent, content } = parts;
  const contact = parts.assigned?.id ?? parts.contact;
  const open: Interaction = {
    id: world.ids.interaction(),
    direction: "outbound",
    subtype: parts.subtype,
    draftType: kind,
    state: "Composing",
    version: 1,
    holder: actor.id,
    queue: queue.id,
    previousQueue: undefined,
    routedQueue: parent && (parent.routedQueue ?? parent.queue),
    position: atTheEnd(queue, tx.now.steady),
    shelf: undefined,
    back: undefined,
    direct: false,
    requirement: undefined,
    deadline: undefined,
    contact,
    thread: parts.thread,
    parent: parent?.id,
    content: content.id,
    userData: { ...contactPairs(parts), ...parts.userData },
    comments: [],
    attachments: parts.attachments,
    receivedAt: tx.now.wall,
    sender: undefined,
    delivery: undefined,
  };
  const draft = { ...open, deadline: deadlineOf(open, tx.now, await timeoutsIn(tx, queue.id)) };
  const event = {
    kind: "DraftCreated",
    operation: kind,
    interaction: draft,
    before: undefined,
    note: undefined,
  } as const;
  await tx.interactions.create([{ interaction: draft, content, event }]);
  await tx.contacts.joinThread({
    thread: draft.thread,
    messageId: undefined,
    named: [],
    interaction: draft.id,
    participants: [],
    at: tx.now.wall,
  });
  return { interaction: draft };
}

/** wire.md 5.17, 11 */
function contactPairs({ contact, assigned }: DraftParts): UserData {
  if (assigned !== undefined) return withContact({}, assigned);
  return contact === undefined ? {} : { ContactId: contact };
}
