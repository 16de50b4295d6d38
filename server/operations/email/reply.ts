import type { UserActor } from "../../domain/agent/actor.ts";
import { forbids } from "../../domain/agent/permissions.ts";
import type { Content } from "../../domain/interaction/content.ts";
import { deadlineOf } from "../../domain/interaction/deadline.ts";
import type { Interaction, UserData } from "../../domain/interaction/interaction.ts";
import { atTheEnd } from "../../domain/queue/position.ts";
import type { Queue } from "../../domain/queue/queue.ts";
import type { Asked } from "../operation.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { type QueueReference, queueMeant } from "../references.ts";
import { timeoutsIn } from "../timeouts.ts";
import { answerContent, inlineImages } from "./answer-content.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { readyTexts } from "./texts.ts";
import { userDataProblem } from "./user-data.ts";

/** What Reply, ReplyAll and Forward are given. wire.md 5.6 */
export type ReplyInput = {
  readonly kind: "Reply" | "ReplyAll" | "Forward";
  readonly queue?: QueueReference;
  readonly subjectPrefix: string;
  readonly startLine?: string;
  readonly indent: string;
  readonly quoteOriginal: boolean;
  readonly text?: string;
  readonly html?: string;
  readonly userData: UserData;
  readonly userDataPath: string;
};

/** Makes a draft that answers an owned e-mail; the original is unchanged. Value: the draft. GWS Reply; wire.md 5.3, 5.6 */
export const reply = defineOperation<ReplyInput, Changed>(
  "Reply",
  "Reply",
  async (asked) => {
    const { tx, actor, input } = asked;
    const forbidden = forbids(actor, input.kind);
    if (forbidden !== undefined) return refuse(forbidden);
    if (actor.kind !== "user") return refuse({ kind: "roleMissing", operation: input.kind, roles: ["agent"] });
    const loaded = await loadFor(asked, input.kind);
    if (!loaded.ok) return loaded;
    const queue = await queueMeant(tx, input.queue ?? {}, {
      operation: input.kind,
      kinds: "draft",
      otherwise: "email-drafts",
    });
    if (!queue.ok) return queue;
    const problem = userDataProblem(input.userData, input.userDataPath);
    if (problem !== undefined) return refuse(problem);
    const original = await tx.interactions.content(loaded.value.content);
    if (original === undefined) throw new Error(`content ${loaded.value.content} is missing`);
    const content = await answerContent(asked, actor, { interaction: loaded.value, content: original });
    const draft = await draftOf(asked, actor, { parent: loaded.value, queue: queue.value, content });
    // The owner's clock on the original starts anew too: the row tells nothing, so its version stays.
    const touched = await doRow(asked, loaded.value, input.kind);
    if (!touched.ok) return touched;
    await tx.interactions.create(draft, content, {
      kind: "DraftCreated",
      operation: input.kind,
      interaction: draft,
      before: undefined,
      note: undefined,
    });
    await tx.contacts.joinThread({
      thread: draft.thread,
      messageId: undefined,
      named: [],
      interaction: draft.id,
      participants: [],
      at: tx.now.wall,
    });
    return done({ interaction: draft });
  },
  (world, input) => readyTexts(world, input),
);

type Parts = { readonly parent: Interaction; readonly queue: Queue; readonly content: Content };

async function draftOf(
  asked: Asked<ReplyInput>,
  actor: UserActor,
  { parent, queue, content }: Parts,
): Promise<Interaction> {
  const { tx, world, input } = asked;
  const draft: Interaction = {
    id: world.ids.interaction(),
    direction: "outbound",
    subtype: input.kind === "Forward" ? "OutboundNew" : "OutboundReply",
    draftType: input.kind,
    state: "Composing",
    version: 1,
    holder: actor.id,
    queue: queue.id,
    previousQueue: undefined,
    routedQueue: parent.routedQueue ?? parent.queue,
    position: atTheEnd(queue, tx.now.steady),
    shelf: undefined,
    back: undefined,
    direct: false,
    requirement: undefined,
    deadline: undefined,
    contact: parent.contact,
    thread: parent.thread,
    parent: parent.id,
    content: content.id,
    userData: { ...(parent.contact === undefined ? {} : { ContactId: parent.contact }), ...input.userData },
    comments: [],
    attachments: input.quoteOriginal && content.html !== "" ? inlineImages(parent) : [],
    receivedAt: tx.now.wall,
    sender: undefined,
    delivery: undefined,
  };
  return { ...draft, deadline: deadlineOf(draft, tx.now, await timeoutsIn(tx, queue.id)) };
}
