import type { UserActor } from "../../domain/agent/actor.ts";
import type { Attachment, Interaction, UserData } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";
import { type QueueReference, queueMeant, type Spelt } from "../references.ts";
import { type AnswerKind, answerContent } from "./answer-content.ts";
import { type Recipients, tooManyRecipients } from "./content-change.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { createDraft } from "./draft.ts";
import { assigningForbidden, contactAssigned, userDataProblem } from "./user-data.ts";

/** What Reply and ReplyAll are given. wire.md 5.6 */
export type ReplyInput = {
  readonly queue?: QueueReference;
  readonly subjectPrefix: string;
  readonly startLine?: string;
  readonly indent: string;
  readonly quoteOriginal: boolean;
  readonly text?: string;
  readonly html?: string;
  readonly userData: UserData;
  readonly userDataPath: string;
  /** What the pairs say besides: the contact, and the subject in place of the original's. wire.md 5.17 */
  readonly contactId?: Spelt<string>;
  readonly subject?: Spelt<string>;
  /** Forward alone: whom it goes to, and whether all documents of the original go with it. wire.md 5.8 */
  readonly forwarded?: Recipients & { readonly includeAttachments: boolean };
};

/**
 * Makes a draft that answers or forwards an owned e-mail; the original is unchanged. Value: the draft. Refuses queues (6, 2/400), user
 * data (10, 11), too many recipients or attachments (10). wire.md 5.3, 5.6 to 5.8
 */
export async function answer(asked: Asked<ReplyInput>, kind: AnswerKind): Promise<Result<Changed>> {
  const { tx, actor, input } = asked;
  if (actor.kind !== "user") return refuse({ kind: "roleMissing", operation: kind, roles: ["agent"] });
  const forbidden = assigningForbidden(actor, input);
  if (forbidden !== undefined) return refuse(forbidden);
  const loaded = await loadFor(asked, kind);
  if (!loaded.ok) return loaded;
  const queue = await queueMeant(tx, input.queue ?? {}, { operation: kind, kinds: "draft", otherwise: "email-drafts" });
  if (!queue.ok) return queue;
  const assigned = await contactAssigned(tx, input);
  if (!assigned.ok) return assigned;
  const answered = await answeredWith(asked, actor, { parent: loaded.value, kind });
  if (!answered.ok) return answered;
  // The owner's clock on the original starts anew too: the row tells nothing, so its version stays.
  const touched = await doRow(asked, loaded.value, kind);
  if (!touched.ok) return touched;
  const draft = await createDraft(asked, actor, {
    ...answered.value,
    kind,
    subtype: kind === "Forward" ? "OutboundNew" : "OutboundReply",
    queue: queue.value,
    parent: loaded.value,
    contact: loaded.value.contact,
    assigned: assigned.value,
    thread: loaded.value.thread,
    userData: input.userData,
  });
  return done(draft);
}

type Answering = { readonly parent: Interaction; readonly kind: AnswerKind };

/** Content and documents of the draft, with what is wrong with them. */
async function answeredWith(asked: Asked<ReplyInput>, actor: UserActor, { parent, kind }: Answering) {
  const { tx, input } = asked;
  const original = await tx.interactions.content(parent.content);
  if (original === undefined) throw new Error(`content ${parent.content} is missing`);
  const { content, quotesHtml } = await answerContent(asked, actor, { interaction: parent, content: original, kind });
  const attachments = linked(parent, quotesHtml, input.forwarded?.includeAttachments === true);
  const problem =
    userDataProblem(input.userData, input.userDataPath) ??
    (await tooMuch(tx, { input, recipients: content, attachments }));
  return problem === undefined ? done({ content, attachments }) : refuse(problem);
}

/** The original's documents that the draft links: all of them, or the pictures that the quoted HTML shows. wire.md 5.3, 5.8 */
function linked(parent: Interaction, quotesHtml: boolean, includesAll: boolean): readonly Attachment[] {
  if (includesAll) return parent.attachments;
  return quotesHtml ? parent.attachments.filter(({ isEmbedded }) => isEmbedded) : [];
}

type Made = {
  readonly input: ReplyInput;
  readonly recipients: Parameters<typeof tooManyRecipients>[0];
  readonly attachments: readonly Attachment[];
};

async function tooMuch(tx: Transaction, { input, recipients, attachments }: Made): Promise<Refusal | undefined> {
  const { recipientsMax, attachmentsMax } = await tx.centre.settings();
  const { forwarded } = input;
  // A reply goes to whoever wrote, however many they are: the agent thins out what Send would refuse.
  const crowd = forwarded && tooManyRecipients(recipients, { path: "$.to", ...forwarded }, recipientsMax);
  if (crowd !== undefined || attachments.length <= attachmentsMax) return crowd;
  const path = forwarded?.includeAttachments === true ? "$.includeAttachments" : "$.quoteOriginal";
  return { kind: "badValue", path, because: `more than ${attachmentsMax} attachments` };
}
