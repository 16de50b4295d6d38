import type { Attachment, Interaction } from "../../domain/interaction/interaction.ts";
import type { Classified } from "../../domain/mail/classify.ts";
import { answeredIds, messageIdKey } from "../../domain/mail/message-id.ts";
import { type Placing, placingOf } from "../../domain/mail/placing.ts";
import { inQuarantine, quarantineMarks, type Scanned, withoutQuarantined } from "../../domain/mail/quarantine.ts";
import { isRawOnly } from "../../domain/mail/raw-only.ts";
import type { SenderVerdict } from "../../domain/mail/sender-verdict.ts";
import type { Mac } from "../../domain/mail/token.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { ReadAttachment, ReadMessage } from "../../ports/mail.ts";
import type { Message } from "../../ports/messages.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { World } from "../operation.ts";
import { defineOperation, done } from "../operation.ts";
import { acknowledge } from "./acknowledge.ts";
import { noteHits, type RuledBy, routeMail, ruledBy } from "./apply-rules.ts";
import { type Belonging, belongingOf } from "./belonging.ts";
import { isBlockedSender } from "./blocked-sender.ts";
import { classOf } from "./class-of.ts";
import { contactOf } from "./contact-of.ts";
import { marksOf, userDataOf } from "./mail-user-data.ts";
import { newParticipants } from "./new-participants.ts";
import { placeMail } from "./place-mail.ts";
import { readTogether, type Together } from "./read-together.ts";
import { receivedContent } from "./received-content.ts";
import { applyReport } from "./report-effects.ts";
import { reportOf } from "./report-of.ts";
import { reusedMessageId } from "./reused-message-id.ts";
import { settleAnswered } from "./settle-answered.ts";
import { guidOf } from "./thread-of.ts";

/** A message, and what came of reading it. */
export type ReadInput = {
  readonly message: Message;
  readonly read: ReadMessage;
  /** What authentication says of the sender; undefined where nobody asked. */
  readonly verdict?: SenderVerdict | undefined;
  /** What a virus scanner says of the attachments; undefined where there is none. */
  readonly scanned?: Scanned | undefined;
};

/**
 * What reading made of messages goes onto their interactions, in this order: content, attachments, class, contact, thread, user data; from
 * now on they are offered, or lie attached or parked. Value: what an admin is to be told. Idempotent: read twice, it changes nothing more.
 * mail.md 4.1 steps 7 to 11; wire.md 11
 */
export const readMessages = defineOperation<readonly ReadInput[], readonly string[]>(
  "ReadMessages",
  "System",
  async ({ tx, world, input }) => {
    const unread = await tx.messages.lockUnread(input.map(({ message }) => message.id));
    const due = input.filter(({ message }) => unread.has(message.id));
    if (due.length === 0) return done([]);
    const together = await readTogether(tx, due);
    const alarms: string[] = [];
    for (const one of due) alarms.push(...(await keepOne(tx, world, one, together)));
    await tx.readings.save(together.readings);
    await noteHits(tx, together.readings);
    await tx.messages.markRead(
      due.map(({ message, read, scanned = nothingFound }) => ({
        ...{ id: message.id, readerVersion: read.readerVersion, defects: withoutQuarantined(read, scanned).defects },
      })),
    );
    return done(alarms);
  },
);

async function keepOne(
  tx: Transaction,
  world: World,
  input: ReadInput,
  together: Together,
): Promise<readonly string[]> {
  const { message, scanned = nothingFound } = input;
  const read = withoutQuarantined(input.read, scanned);
  const hidden = inQuarantine(input.read.attachments, scanned);
  const marks = quarantineMarks(
    hidden.map(({ part, finding }) => ({ attachment: part, finding, released: undefined })),
  );
  const mac = world.mac(await tx.centre.secret());
  const alarms: string[] = [];
  for (const one of message.interactions) {
    const interaction = together.interactions.get(one.interaction);
    if (interaction === undefined) continue;
    const mailbox = await tx.centre.mailbox(one.mailbox);
    const { envelopeFrom } = message;
    const mail = {
      ...input,
      read,
      marks,
      hidden,
      envelopeFrom,
      recipients: [one.recipient],
      mailbox,
      mailboxId: one.mailbox,
      mac,
      together,
    };
    alarms.push(...(await apply(tx, world, { ...mail, interaction })));
  }
  return alarms;
}

const nothingFound: Scanned = { infected: [], unchecked: [] };

type Reading = ReadInput & {
  /** What the scanner found, for those who see the mail. */
  readonly marks: Readonly<Record<string, string>>;
  /** Attachments that nobody gets to see. */
  readonly hidden: ReturnType<typeof inQuarantine<ReadAttachment>>;
  readonly interaction: Interaction;
  readonly mailbox: Mailbox | undefined;
  readonly mailboxId: string;
  readonly envelopeFrom: string;
  readonly recipients: readonly string[];
  readonly mac: Mac;
  readonly together: Together;
};

async function apply(tx: Transaction, world: World, reading: Reading): Promise<readonly string[]> {
  const found = await reportOf(tx, reading);
  const { ownMails, threads, readings } = reading.together;
  const { facts, classified } = classOf({ ...reading, found, ownMails });
  const belonging = await belongingOf(tx, { ...reading, found, classified, threads });
  const placing = placingOf({
    classified,
    isTooBig: reading.message.session["isTooBig"] === true,
    isJoined: belonging.isJoined,
    isMatched: belonging.outbound !== undefined,
    spam: (await tx.readings.rulesOf(reading.mailboxId)).spam,
    isBlocked: await isBlockedSender(tx, reading),
  });
  const reusedFrom = await reusedMessageId(tx, { ...reading, threads });
  const whole: Whole = { ...reading, classified, belonging, placing, reusedFrom };
  const { after, ruled } = await keepReading(tx, world, whole);
  await placeMail(tx, after, { placing, because: classified.class });
  const queue = ruled === undefined ? after.queue : await routeMail(tx, after, ruled);
  readings.push({
    interaction: after.id,
    readerVersion: reading.read.readerVersion,
    class: classified.class,
    reasons: classified.reasons,
    verdict: reading.verdict,
    parkedBecause: placing.kind === "park" ? placing.because : undefined,
    joinedBecause: belonging.because,
    linkedThread: belonging.linkedThread,
    report: found?.correlation,
    ruled: ruled && { version: ruled.version, held: ruled.held },
  });
  await settleAnswered(tx, belonging.named, reading.read);
  await hastenSnoozes(tx, after, { placing, belonging });
  const alarms = found === undefined ? [] : await applyReport(tx, { ...found, reportId: after.id });
  if (classified.course === "attach" || classified.class === "auto-generated" || classified.class === "loop") {
    const automatic = { interaction: after.id, thread: after.thread, address: undefined, isOurs: false };
    await tx.automaticMails.note({ ...automatic, at: tx.now.wall });
  }
  // An acknowledgement that cannot be made keeps no mail from people.
  if (placing.kind !== "route" || isRawOnly(reading.message)) return alarms;
  const { read, mailbox, mac, verdict } = reading;
  const isOldAtFirstConnect = reading.message.session["isOldAtFirstConnect"] === true;
  const answering = {
    interaction: after,
    queue: await tx.centre.queue(queue),
    read,
    facts,
    class: classified.class,
    verdict,
    mailbox,
    mac,
    isFromStranger: belonging.isFromStranger,
    isOldAtFirstConnect,
  };
  return [...alarms, ...(await acknowledge(tx, world, answering))];
}

/** What waits for the customer's answer waits no longer. desktop.md 13 */
async function hastenSnoozes(
  tx: Transaction,
  { thread }: Interaction,
  { placing, belonging }: Pick<Whole, "placing" | "belonging">,
): Promise<void> {
  if (placing.kind === "route" && belonging.thread !== undefined) await tx.snoozes.hasten(thread);
}

type Whole = Reading & {
  readonly classified: Classified;
  readonly belonging: Belonging;
  readonly placing: Placing;
  /** A mail of other content with the same Message-ID. */
  readonly reusedFrom: string | undefined;
};

type Kept = { readonly after: Interaction; readonly ruled: RuledBy | undefined };

/** Content, attachments, contact, thread and user data onto the interaction; the message becomes known to its thread. Value: also what the routing rules make of it. */
async function keepReading(tx: Transaction, world: World, whole: Whole): Promise<Kept> {
  const { interaction, read, belonging, classified } = whole;
  const contact =
    belonging.outbound === undefined
      ? await contactOf(tx, world, { ...whole, answered: belonging.answered }, whole.together.contacts)
      : await tx.contacts.byId(belonging.outbound.contact ?? "");
  const thread = belonging.thread ?? interaction.thread;
  const autoReplies =
    belonging.thread === undefined
      ? 0
      : await tx.automaticMails.answered(thread, (read.from[0]?.address ?? "").toLowerCase());
  const isPerson = classified.course === "route" || classified.course === "byMailbox";
  const content = await receivedContent(tx, read, { id: world.ids.object(), belonging, isPerson });
  const userData = {
    ...interaction.userData,
    ...userDataOf(read, whole.mailbox?.address ?? "", contact, autoReplies),
    ...marksOf(whole),
  };
  const ruled = await ruledBy(tx, { ...whole, content, contact, userData });
  const after: Interaction = {
    ...interaction,
    subtype: subtypeOf(whole),
    contact: contact?.id,
    thread,
    parent: belonging.parent,
    content: content.id,
    attachments: read.attachments.map((part): Attachment => ({ ...part, id: world.ids.object() })),
    userData: { ...userData, ...ruled?.userData },
  };
  await tx.interactions.saveReading(after, interaction, content);
  const kept = whole.hidden.map(({ part, finding }) => {
    const attachment: Attachment = { ...part, id: world.ids.object() };
    return { attachment, finding, released: undefined };
  });
  await tx.quarantine.put(after.id, kept);
  // What came back to us is known already, where it belongs.
  const messageId = read.messageId === "" || classified.class === "loop" ? undefined : messageIdKey(read.messageId);
  const named = isPerson ? answeredIds(read.references, read.inReplyTo).map(messageIdKey) : [];
  await tx.contacts.joinThread({
    ...{ thread, messageId, named },
    begins: belonging.thread === undefined ? { contact: contact?.id, subject: read.subject } : undefined,
    interaction: interaction.id,
    participants: isPerson ? await newParticipants(tx, whole) : [],
    at: tx.now.wall,
  });
  whole.together.threads.wrote(thread, messageId === undefined ? named : [messageId, ...named]);
  const guid = isPerson ? guidOf(read) : undefined;
  if (guid !== undefined) await tx.readings.noteGuid(guid, thread);
  return { after, ruled };
}

function subtypeOf({ classified, belonging }: Whole): Interaction["subtype"] {
  if (classified.subtype !== "byThread") return classified.subtype;
  return belonging.isAnswer ? "InboundCustomerReply" : "InboundNew";
}
