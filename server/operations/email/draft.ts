import type { UserActor } from "../../domain/agent/actor.ts";
import type { Content } from "../../domain/interaction/content.ts";
import { deadlineOf } from "../../domain/interaction/deadline.ts";
import type { Attachment, DraftType, Interaction, Subtype, UserData } from "../../domain/interaction/interaction.ts";
import { atTheEnd } from "../../domain/queue/position.ts";
import type { Queue } from "../../domain/queue/queue.ts";
import type { Asked, Result } from "../operation.ts";
import { done, refuse } from "../operation.ts";
import { timeoutsIn } from "../timeouts.ts";
import type { Changed } from "./do-row.ts";

/** What the four operations that make drafts decide, each in its own way. */
export type DraftParts = {
  readonly kind: DraftType;
  readonly subtype: Subtype;
  readonly queue: Queue;
  readonly parent: Interaction | undefined;
  readonly contact: string | undefined;
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
  const { kind, queue, parent, content, contact } = parts;
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
    userData: { ...(contact === undefined ? {} : { ContactId: contact }), ...parts.userData },
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

/** The contact of a draft: the one that its user data name, else the one given. Refuses one that nobody knows (6). wire.md 5.17 */
export async function contactOfDraft<Input>(
  { tx }: Asked<Input>,
  userData: UserData,
  otherwise: string | undefined,
): Promise<Result<string | undefined>> {
  const { ContactId: named } = userData;
  if (named === undefined || named === null || named === "") return done(otherwise);
  const contact = typeof named === "string" ? await tx.contacts.byId(named) : undefined;
  return contact === undefined ? refuse({ kind: "notFound", thing: "contact", name: String(named) }) : done(contact.id);
}
