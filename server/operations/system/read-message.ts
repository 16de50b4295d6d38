import type { Content } from "../../domain/interaction/content.ts";
import type { Attachment, Interaction } from "../../domain/interaction/interaction.ts";
import { withoutRepetitions } from "../../domain/mail/address.ts";
import type { Classified } from "../../domain/mail/classify.ts";
import { answeredIds, messageIdKey } from "../../domain/mail/message-id.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { isBlockedSender, type Placing, placingOf } from "../../domain/mail/placing.ts";
import { receivedUserData } from "../../domain/mail/received-user-data.ts";
import { type SenderVerdict, verdictWords } from "../../domain/mail/sender-verdict.ts";
import type { Mac } from "../../domain/mail/token.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { Contact } from "../../ports/contacts.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Message } from "../../ports/messages.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { World } from "../operation.ts";
import { defineOperation, done } from "../operation.ts";
import { acknowledge } from "./acknowledge.ts";
import { type Belonging, belongingOf } from "./belonging.ts";
import { classOf } from "./class-of.ts";
import { contactOf, isAddress } from "./contact-of.ts";
import { placeMail } from "./place-mail.ts";
import { applyReport } from "./report-effects.ts";
import { reportOf } from "./report-of.ts";
import { guidOf } from "./thread-of.ts";

type Input = {
  readonly message: Message;
  readonly read: ReadMessage;
  /** What authentication says of the sender; undefined where nobody asked. */
  readonly verdict?: SenderVerdict | undefined;
};

/**
 * What reading made of a message goes onto its interactions: content, attachments, class, contact, thread, user data; from now on they are
 * offered, or lie attached or parked. Value: what an admin is to be told. Idempotent: read twice, it changes nothing more. mail.md 4.1
 * steps 7 to 11; wire.md 11
 */
export const readMessage = defineOperation<Input, readonly string[]>(
  "ReadMessage",
  "System",
  async ({ tx, world, input }) => {
    const { message, read } = input;
    if (!(await tx.messages.isUnread(message.id))) return done([]);
    const mac = world.mac(await tx.centre.secret());
    const alarms: string[] = [];
    for (const one of message.interactions) {
      const interaction = await tx.interactions.lock(one.interaction);
      if (interaction === undefined) continue;
      const mailbox = await tx.centre.mailbox(one.mailbox);
      const { envelopeFrom } = message;
      const mail = { ...input, envelopeFrom, recipients: [one.recipient], mailbox, mailboxId: one.mailbox, mac };
      alarms.push(...(await apply(tx, world, { ...mail, interaction })));
    }
    await tx.messages.markRead(message.id, read.readerVersion, read.defects);
    return done(alarms);
  },
);

type Reading = Input & {
  readonly interaction: Interaction;
  readonly mailbox: Mailbox | undefined;
  readonly mailboxId: string;
  readonly envelopeFrom: string;
  readonly recipients: readonly string[];
  readonly mac: Mac;
};

async function apply(tx: Transaction, world: World, reading: Reading): Promise<readonly string[]> {
  const found = await reportOf(tx, reading);
  const { facts, classified } = await classOf(tx, { ...reading, found });
  const belonging = await belongingOf(tx, { ...reading, found, classified });
  const placing = placingOf({
    classified,
    isTooBig: reading.message.session["isTooBig"] === true,
    isJoined: belonging.isJoined,
    isMatched: belonging.outbound !== undefined,
    spam: (await tx.readings.rulesOf(reading.mailboxId)).spam,
    isBlocked: await isBlocked(tx, reading),
  });
  const whole: Whole = { ...reading, classified, belonging, placing };
  const after = await keepReading(tx, world, whole);
  await placeMail(tx, after, { placing, because: classified.class });
  await tx.readings.save({
    interaction: after.id,
    readerVersion: reading.read.readerVersion,
    class: classified.class,
    reasons: classified.reasons,
    verdict: reading.verdict,
    parkedBecause: placing.kind === "park" ? placing.because : undefined,
    joinedBecause: belonging.because,
    linkedThread: belonging.linkedThread,
    report: found?.correlation,
  });
  const alarms = found === undefined ? [] : await applyReport(tx, { ...found, reportId: after.id });
  if (classified.course === "attach" || classified.class === "auto-generated" || classified.class === "loop") {
    const automatic = { interaction: after.id, thread: after.thread, address: undefined, isOurs: false };
    await tx.automaticMails.note({ ...automatic, at: tx.now.wall });
  }
  if (placing.kind !== "route") return alarms;
  const { read, mailbox, mac, verdict } = reading;
  const isOldAtFirstConnect = reading.message.session["isOldAtFirstConnect"] === true;
  const answering = {
    interaction: after,
    read,
    facts,
    class: classified.class,
    verdict,
    mailbox,
    mac,
    isOldAtFirstConnect,
  };
  return [...alarms, ...(await acknowledge(tx, world, answering))];
}

async function isBlocked(tx: Transaction, { read, envelopeFrom }: Reading): Promise<boolean> {
  const { blockedSenders = [] } = await tx.centre.settings();
  return [envelopeFrom, ...read.from.map(({ address }) => address)].some((one) => isBlockedSender(one, blockedSenders));
}

type Whole = Reading & {
  readonly classified: Classified;
  readonly belonging: Belonging;
  readonly placing: Placing;
};

/** Content, attachments, contact, thread and user data onto the interaction; the message becomes known to its thread. */
async function keepReading(tx: Transaction, world: World, whole: Whole): Promise<Interaction> {
  const { interaction, read, belonging, classified } = whole;
  const contact =
    belonging.outbound === undefined
      ? await contactOf(tx, world, { ...whole, answered: belonging.answered })
      : await tx.contacts.byId(belonging.outbound.contact ?? "");
  const thread = belonging.thread ?? interaction.thread;
  if (belonging.thread === undefined) {
    await tx.contacts.createThread({ id: thread, contact: contact?.id, subject: read.subject, at: tx.now.wall });
  }
  const autoReplies = await tx.automaticMails.answered(thread, (read.from[0]?.address ?? "").toLowerCase());
  const content = contentOf(read, world.ids.object());
  const after: Interaction = {
    ...interaction,
    subtype: subtypeOf(whole),
    contact: contact?.id,
    thread,
    parent: belonging.parent,
    content: content.id,
    attachments: read.attachments.map((part): Attachment => ({ ...part, id: world.ids.object() })),
    userData: {
      ...interaction.userData,
      ...userDataOf(read, whole.mailbox?.address ?? "", contact, autoReplies),
      ...marksOf(whole),
    },
  };
  await tx.interactions.save({ interaction: after, before: interaction, events: [] }, content);
  const isPerson = classified.course === "route" || classified.course === "byMailbox";
  await tx.contacts.joinThread({
    thread,
    // What came back to us is known already, where it belongs.
    messageId: read.messageId === "" || classified.class === "loop" ? undefined : messageIdKey(read.messageId),
    named: isPerson ? answeredIds(read.references, read.inReplyTo).map(messageIdKey) : [],
    interaction: interaction.id,
    participants: isPerson ? await participantsOf(tx, read) : [],
    at: tx.now.wall,
  });
  const guid = isPerson ? guidOf(read) : undefined;
  if (guid !== undefined) await tx.readings.noteGuid(guid, thread);
  return after;
}

function subtypeOf({ classified, belonging }: Whole): Interaction["subtype"] {
  if (classified.subtype !== "byThread") return classified.subtype;
  return belonging.isAnswer ? "InboundCustomerReply" : "InboundNew";
}

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

const userDataOf = (read: ReadMessage, mailbox: string, contact: Contact | undefined, autoReplyCount: number) =>
  receivedUserData({
    mailbox,
    headers: read.headers,
    from: read.from,
    subject: read.subject,
    attachments: read.attachments,
    contact: contact ?? { id: "", firstName: "", lastName: "", lastAgent: undefined },
    autoReplyCount,
  });

/** What an agent should see beside the mail, and routing may ask for (mail.md 5.2, 6). */
const marksOf = ({ belonging, classified, placing, verdict }: Whole): Readonly<Record<string, string>> => ({
  ...(belonging.because === undefined || belonging.because.flags.length === 0
    ? {}
    : { ThreadFlags: belonging.because.flags.join(",") }),
  ...(classified.class === "human" ? {} : { MailClass: classified.class }),
  ...(placing.kind === "park" ? { ParkedBecause: placing.because } : {}),
  ...(verdict === undefined ? {} : { SenderVerdict: verdictWords(verdict) }),
});

const participantsMax = 100;

/** Every address of the mail that is not ours, in lower case. */
async function participantsOf(tx: Transaction, read: ReadMessage): Promise<readonly string[]> {
  const own = ownMailboxes(await tx.centre.mailboxes());
  return withoutRepetitions([...read.from, ...read.to, ...read.cc])
    .map((one) => one.address.toLowerCase())
    .filter((address) => isAddress(address) && !own.owns(address))
    .slice(0, participantsMax);
}
