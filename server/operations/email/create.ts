import type { UserActor } from "../../domain/agent/actor.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { Subtype, UserData } from "../../domain/interaction/interaction.ts";
import type { Address } from "../../domain/mail/address.ts";
import type { Contact } from "../../ports/contacts.ts";
import type { Asked, Result } from "../operation.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { type QueueReference, queueMeant, type Spelt } from "../references.ts";
import { headersAfter } from "./answer-content.ts";
import { type ContentChange, changed, tooManyRecipients } from "./content-change.ts";
import type { Changed } from "./do-row.ts";
import { createDraft } from "./draft.ts";
import { type Original, senderFor, senderRefusal } from "./draft-sender.ts";
import { prepareContent } from "./prepare-content.ts";
import { assigningForbidden, contactAssigned, userDataProblem } from "./user-data.ts";

export type CreateInput = {
  readonly queue?: QueueReference;
  readonly subtype?: Extract<Subtype, "OutboundNew" | "OutboundReply">;
  /** The e-mail that the new one belongs to. */
  readonly parent?: string;
  readonly contact?: string;
  readonly content?: ContentChange;
  readonly userData: UserData;
  /** What the pairs say besides. wire.md 5.17 */
  readonly contactId?: Spelt<string>;
  readonly subject?: Spelt<string>;
};

/**
 * Makes a draft of the actor's own. With a parent it has its thread and contact; a contact's primary address becomes To. Refuses what
 * is unknown (6: parent, queue, contact), the kind of queue (2/400), content as Save does (10), user data (10, 11). wire.md 5.9
 */
export const create = defineOperation<CreateInput, Changed>(
  "Create",
  "Create",
  async (asked) => {
    const { tx, actor, input, world } = asked;
    if (actor.kind !== "user") return refuse({ kind: "roleMissing", operation: "Create", roles: ["agent"] });
    const forbidden = assigningForbidden(actor, input);
    if (forbidden !== undefined) return refuse(forbidden);
    const parent = await parentOf(asked);
    if (!parent.ok) return parent;
    const use = { operation: "Create", kinds: "draft", otherwise: "email-drafts" } as const;
    const queue = await queueMeant(tx, input.queue ?? {}, use);
    if (!queue.ok) return queue;
    const named = await contactNamed(asked);
    if (!named.ok) return named;
    const original = parent.value?.interaction;
    const assigned = await contactAssigned(tx, input);
    if (!assigned.ok) return assigned;
    const contact = assigned.value?.id ?? named.value?.id ?? original?.contact;
    const content = await firstContent(asked, actor, { original: parent.value, contact: named.value });
    if (!content.ok) return content;
    const thread = original?.thread ?? world.ids.object();
    if (original === undefined) {
      const { subject } = content.value;
      await tx.contacts.createThread({ id: thread, contact, subject, at: tx.now.wall });
    }
    const draft = await createDraft(asked, actor, {
      kind: "Create",
      subtype: input.subtype ?? (original === undefined ? "OutboundNew" : "OutboundReply"),
      queue: queue.value,
      parent: original,
      contact,
      assigned: assigned.value,
      thread,
      content: content.value,
      attachments: [],
      userData: input.userData,
    });
    return done(draft);
  },
  prepareContent,
);

/** Any e-mail that the user may read. */
async function parentOf({ tx, actor, input }: Asked<CreateInput>): Promise<Result<Original | undefined>> {
  if (input.parent === undefined) return done(undefined);
  const interaction = await tx.interactions.visible(input.parent, actor);
  if (interaction === undefined) return refuse({ kind: "notFound", thing: "interaction", name: input.parent });
  const content = await tx.interactions.content(interaction.content);
  if (content === undefined) throw new Error(`content ${interaction.content} is missing`);
  return done({ interaction, content });
}

async function contactNamed({ tx, input }: Asked<CreateInput>): Promise<Result<Contact | undefined>> {
  if (input.contact === undefined) return done(undefined);
  const contact = await tx.contacts.byId(input.contact);
  return contact === undefined ? refuse({ kind: "notFound", thing: "contact", name: input.contact }) : done(contact);
}

type From = { readonly original: Original | undefined; readonly contact: Contact | undefined };

/** To of the contact, From by wire.md 5.3, headers of the parent; then what the request gives. */
async function firstContent(asked: Asked<CreateInput>, actor: UserActor, from: From): Promise<Result<Content>> {
  const { tx, input, world } = asked;
  const empty: Content = {
    id: world.ids.object(),
    from: await senderFor(tx, actor, from.original),
    replyTo: [],
    to: addressOf(from.contact),
    cc: [],
    bcc: [],
    subject: input.subject?.value ?? "",
    text: "",
    html: "",
    messageId: undefined,
    ...(from.original === undefined
      ? { inReplyTo: undefined, references: [] }
      : headersAfter("Create", from.original.content)),
  };
  const change = input.content ?? { path: "$.email" };
  const content = changed(empty, change, empty.id);
  const { recipientsMax } = await tx.centre.settings();
  const problem =
    (await senderRefusal(tx, actor, change.from)) ??
    tooManyRecipients(content, change, recipientsMax) ??
    userDataProblem(input.userData, "$.userData");
  return problem === undefined ? done(content) : refuse(problem);
}

/** The contact's primary address. */
function addressOf(contact: Contact | undefined): readonly Address[] {
  const [address] = contact?.addresses ?? [];
  if (contact === undefined || address === undefined) return [];
  return [{ name: `${contact.firstName} ${contact.lastName}`.trim(), address }];
}
