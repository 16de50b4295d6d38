import type { Content } from "../../domain/interaction/content.ts";
import type { Attachment, Interaction } from "../../domain/interaction/interaction.ts";
import { withoutRepetitions } from "../../domain/mail/address.ts";
import { answeredIds, messageIdKey } from "../../domain/mail/message-id.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { receivedUserData } from "../../domain/mail/received-user-data.ts";
import type { ThreadDecision } from "../../domain/mail/threading.ts";
import type { Contact } from "../../ports/contacts.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Message } from "../../ports/messages.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { World } from "../operation.ts";
import { defineOperation, done } from "../operation.ts";
import { contactOf, isAddress } from "./contact-of.ts";
import { threadOf } from "./thread-of.ts";

type Input = { readonly message: Message; readonly read: ReadMessage };

/**
 * What reading made of a message goes onto its interactions: content, attachments, contact, thread, user data; from now on they are
 * offered. Idempotent: read twice, it changes nothing more. mail.md 4.1 steps 8 to 11; wire.md 11
 */
export const readMessage = defineOperation<Input, undefined>("ReadMessage", "System", async ({ tx, world, input }) => {
  const { message, read } = input;
  if (!(await tx.messages.isUnread(message.id))) return done(undefined);
  for (const one of message.interactions) {
    const interaction = await tx.interactions.lock(one.interaction);
    if (interaction === undefined) continue;
    await apply(tx, world, { interaction, mailbox: one.mailbox, envelopeFrom: message.envelopeFrom, read });
  }
  await tx.messages.markRead(message.id, read.readerVersion, read.defects);
  return done(undefined);
});

type Reading = {
  readonly interaction: Interaction;
  readonly mailbox: string;
  readonly envelopeFrom: string;
  readonly read: ReadMessage;
};

async function apply(tx: Transaction, world: World, reading: Reading): Promise<void> {
  const { interaction, read } = reading;
  const { decision, answered } = await threadOf(tx, read);
  const contact = await contactOf(tx, world, { ...reading, answered });
  const thread = decision.kind === "joined" ? decision.thread : interaction.thread;
  if (decision.kind !== "joined") {
    await tx.contacts.createThread({ id: thread, contact: contact?.id, subject: read.subject, at: tx.now.wall });
  }
  const content = contentOf(read, world.ids.object());
  const attachments = read.attachments.map((part): Attachment => ({ ...part, id: world.ids.object() }));
  const receiving = await tx.centre.mailbox(reading.mailbox);
  const after: Interaction = {
    ...interaction,
    subtype: isAnswer(decision, read) ? "InboundCustomerReply" : "InboundNew",
    contact: contact?.id,
    thread,
    parent: decision.kind === "joined" ? decision.parent : undefined,
    content: content.id,
    attachments,
    userData: { ...interaction.userData, ...userDataOf(read, receiving?.address ?? "", contact), ...flagsOf(decision) },
  };
  await tx.interactions.save({ interaction: after, before: interaction, events: [] }, content);
  await tx.contacts.joinThread({
    thread,
    messageId: read.messageId === "" ? undefined : messageIdKey(read.messageId),
    named: answeredIds(read.references, read.inReplyTo).map(messageIdKey),
    interaction: interaction.id,
    participants: await participantsOf(tx, read),
    at: tx.now.wall,
  });
}

/** Not the original whose answers came first. */
const isAnswer = (decision: ThreadDecision, read: ReadMessage): boolean =>
  decision.kind === "joined" && decision.because.evidence !== read.messageId;

const contentOf = (read: ReadMessage, id: string): Content => ({
  id,
  from: read.from[0],
  replyTo: read.replyTo,
  to: read.to,
  cc: read.cc,
  bcc: [],
  subject: read.subject,
  text: read.text,
  html: read.html,
  messageId: read.messageId === "" ? undefined : read.messageId,
  inReplyTo: read.inReplyTo[0],
  references: read.references,
});

const userDataOf = (read: ReadMessage, mailbox: string, contact: Contact | undefined) =>
  receivedUserData({
    mailbox,
    headers: read.headers,
    from: read.from,
    subject: read.subject,
    attachments: read.attachments,
    contact: contact ?? { id: "", firstName: "", lastName: "", lastAgent: undefined },
    autoReplyCount: 0,
  });

/** Why a joined mail deserves a look: kept where the agent sees it (mail.md 5.2). */
const flagsOf = (decision: ThreadDecision): Readonly<Record<string, string>> =>
  decision.kind === "new" || decision.because.flags.length === 0
    ? {}
    : { ThreadFlags: decision.because.flags.join(",") };

const participantsMax = 100;

/** Every address of the mail that is not ours, in lower case. */
async function participantsOf(tx: Transaction, read: ReadMessage): Promise<readonly string[]> {
  const own = ownMailboxes(await tx.centre.mailboxes());
  return withoutRepetitions([...read.from, ...read.to, ...read.cc])
    .map((one) => one.address.toLowerCase())
    .filter((address) => isAddress(address) && !own.owns(address))
    .slice(0, participantsMax);
}
