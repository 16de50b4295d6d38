import type { Content } from "../../domain/interaction/content.ts";
import { deadlineOf } from "../../domain/interaction/deadline.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { keysAtArrival } from "../../domain/interaction/lifecycle-keys.ts";
import type { Address } from "../../domain/mail/address.ts";
import { dedupKey } from "../../domain/mail/dedup-key.ts";
import type { RawMessage } from "../../ports/mail.ts";
import type { DedupKey } from "../../ports/messages.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { World } from "../operation.ts";
import { timeoutsIn } from "../timeouts.ts";

/** A mail that came in whole, its bytes in memory or in a synced file, with what its header says of its identity. */
export type IncomingMail = {
  readonly raw: RawMessage;
  readonly envelopeFrom: string;
  readonly recipients: readonly { readonly mailbox: string; readonly address: string }[];
  readonly session: Readonly<Record<string, string | number | boolean>>;
  /** Wall time in milliseconds. */
  readonly receivedAt: number;
  /** Raw value of Message-ID, empty when there is none; keyed hash input of mail.md 2.5. */
  readonly messageId: string;
  readonly contentSha256: string;
  readonly subject: string;
  readonly from: Address | undefined;
  readonly to: readonly Address[];
};

/** The first interaction made of the mail, or found for a repeat. */
export type Received = {
  readonly interaction: string;
  readonly isRepeat: boolean;
  /** Of each mailbox addressed. */
  readonly mailboxes: readonly { readonly mailbox: string; readonly isRepeat: boolean }[];
};

const dedupWindowMs = 30 * 86_400_000;
const dedupWindowWithoutIdMs = 86_400_000;

/**
 * Takes one mail into the record, however it came: message, dedup keys, one interaction per mailbox addressed, events. A mail that was
 * taken before makes nothing new. mail.md 2.2, 2.5
 */
export async function takeIn(tx: Transaction, world: World, mail: IncomingMail): Promise<Received> {
  const fresh: { readonly mailbox: string; readonly address: string; readonly key: DedupKey }[] = [];
  const mailboxes: Received["mailboxes"][number][] = [];
  let known: string | undefined;
  for (const recipient of oncePerMailbox(mail.recipients)) {
    const key = keyOf(mail, recipient.mailbox, world.ids.interaction());
    const repeated = await tx.messages.repeated(key);
    known ??= repeated;
    mailboxes.push({ mailbox: recipient.mailbox, isRepeat: repeated !== undefined });
    if (repeated === undefined) fresh.push({ ...recipient, key });
  }
  const [first] = fresh;
  if (first === undefined) return { interaction: known ?? "", isRepeat: true, mailboxes };
  for (const { mailbox, key } of fresh) await createInteraction(tx, world, mail, { mailbox, id: key.interaction });
  await tx.messages.create(
    {
      id: world.ids.object(),
      interactions: fresh.map(({ mailbox, address, key }) => ({
        interaction: key.interaction,
        mailbox,
        recipient: address,
      })),
      raw: mail.raw,
      envelopeFrom: mail.envelopeFrom,
      session: mail.session,
      receivedAt: mail.receivedAt,
      crashes: 0,
    },
    fresh.map(({ key }) => key),
  );
  return { interaction: first.key.interaction, isRepeat: false, mailboxes };
}

/** Two aliases of one mailbox make one interaction (mail.md 2.1); in the order of ids, which is that of the keys' locks. */
function oncePerMailbox(recipients: IncomingMail["recipients"]): IncomingMail["recipients"] {
  const first = new Map(recipients.toReversed().map((recipient) => [recipient.mailbox, recipient]));
  return [...first.values()].toSorted((a, b) => (a.mailbox < b.mailbox ? -1 : 1));
}

function keyOf(mail: IncomingMail, mailbox: string, interaction: string): DedupKey {
  const { messageId, envelopeFrom, contentSha256 } = mail;
  const windowMs = messageId === "" ? dedupWindowWithoutIdMs : dedupWindowMs;
  return {
    mailbox,
    key: dedupKey({ mailbox, messageId, envelopeFrom, contentSha256 }),
    interaction,
    expiresAt: mail.receivedAt + windowMs,
  };
}

type Place = { readonly mailbox: string; readonly id: string };

async function createInteraction(tx: Transaction, world: World, mail: IncomingMail, place: Place): Promise<void> {
  const mailbox = await tx.centre.mailbox(place.mailbox);
  const queue = mailbox === undefined ? undefined : await tx.centre.queue(mailbox.queue);
  if (mailbox === undefined || queue === undefined) throw new Error(`mailbox ${place.mailbox} has no queue`);
  const content = contentOf(mail, world.ids.object());
  const waiting: Interaction = {
    id: place.id,
    direction: "inbound",
    subtype: "InboundNew",
    draftType: undefined,
    state: "Queued",
    version: 1,
    holder: undefined,
    queue: queue.id,
    previousQueue: undefined,
    routedQueue: queue.id,
    position: { priority: queue.routing.priority, enqueuedAt: tx.now.steady },
    shelf: undefined,
    back: undefined,
    direct: false,
    requirement: undefined,
    deadline: undefined,
    contact: undefined,
    thread: world.ids.object(),
    parent: undefined,
    content: content.id,
    userData: {
      Mailbox: mailbox.address,
      ...keysAtArrival(mail.receivedAt, queue.routing.priority, tx.now),
    },
    comments: [],
    attachments: [],
    receivedAt: mail.receivedAt,
    sender: undefined,
    delivery: undefined,
  };
  const interaction = { ...waiting, deadline: deadlineOf(waiting, tx.now, await timeoutsIn(tx, queue.id)) };
  await tx.interactions.create(interaction, content, {
    kind: "MessageReceived",
    operation: "Receive",
    interaction,
    before: undefined,
    note: undefined,
  });
}

/** What can be shown before the message has been read. */
const contentOf = (mail: IncomingMail, id: string): Content => ({
  id,
  from: mail.from,
  replyTo: [],
  to: mail.to,
  cc: [],
  bcc: [],
  subject: mail.subject,
  text: "",
  html: "",
  messageId: mail.messageId === "" ? undefined : mail.messageId,
  inReplyTo: undefined,
  references: [],
});
