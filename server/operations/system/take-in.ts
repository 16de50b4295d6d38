import type { Content } from "../../domain/interaction/content.ts";
import { deadlineOf } from "../../domain/interaction/deadline.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { keysAtArrival } from "../../domain/interaction/lifecycle-keys.ts";
import type { Address } from "../../domain/mail/address.ts";
import { dedupKey } from "../../domain/mail/dedup-key.ts";
import type { NewInteraction } from "../../ports/interactions.ts";
import type { RawMessage } from "../../ports/mail.ts";
import type { DedupKey } from "../../ports/messages.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { World } from "../operation.ts";
import { timeoutsIn } from "../timeouts.ts";
import { recogniseCanary } from "./recognise-canary.ts";

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
  /** A mail of our own that measures the way: it made no interaction, and what stands for one is its own id. */
  readonly isCanary?: boolean;
  /** Of each mailbox addressed. */
  readonly mailboxes: readonly { readonly mailbox: string; readonly interaction: string; readonly isRepeat: boolean }[];
};

const dedupWindowMs = 30 * 86_400_000;
const dedupWindowWithoutIdMs = 86_400_000;

/**
 * Takes mails into the record, however they came: messages, dedup keys, one interaction per mailbox addressed, events. A mail that was taken
 * before makes nothing new, unless somebody wants it on purpose; our own canary mails make nothing at all. As few statements for a hundred as for one. mail.md 2.2, 2.5
 */
export async function takeIn(
  tx: Transaction,
  world: World,
  mails: readonly IncomingMail[],
  { isWanted = false }: { readonly isWanted?: boolean } = {},
): Promise<readonly Received[]> {
  const canaries = new Map<IncomingMail, string>();
  for (const mail of isWanted ? [] : mails) {
    const canary = await recogniseCanary(tx, mail);
    if (canary !== undefined) canaries.set(mail, canary);
  }
  const addressed = mails.map((mail) => ({ mail, places: canaries.has(mail) ? [] : placesOf(mail, world) }));
  const keys = addressed.flatMap(({ places }) => places.map(({ key }) => key));
  const taken = new Map<string, string>();
  for (const [index, interaction] of (await tx.messages.repeated(keys)).entries()) {
    const key = keys[index];
    if (interaction !== undefined && key !== undefined) taken.set(nameOf(key), interaction);
  }
  const settled = addressed.map((one) => ({ ...one, ...settle(one.places, taken, isWanted) }));
  const fresh = settled.filter((one) => one.fresh.length > 0);
  if (fresh.length > 0) {
    const made: NewInteraction[] = [];
    for (const { mail, fresh: places } of fresh) {
      for (const { mailbox, key } of places)
        made.push(await newInteraction(tx, world, mail, { mailbox, id: key.interaction }));
    }
    await tx.interactions.create(made);
    await tx.messages.create(fresh.map(({ mail, fresh: places }) => newMessage(world, mail, places)));
  }
  return settled.map(({ mail, received }) => receivedAs(mail, canaries.get(mail), received));
}

function receivedAs({ recipients }: IncomingMail, canary: string | undefined, received: Received): Received {
  if (canary === undefined) return received;
  const mailboxes = oncePerMailbox(recipients).map(({ mailbox }) => ({
    mailbox,
    interaction: canary,
    isRepeat: false,
  }));
  return { interaction: canary, isRepeat: false, isCanary: true, mailboxes };
}

/** A mailbox that a mail goes to, with the key by which the mail is known there. */
type Place = { readonly mailbox: string; readonly address: string; readonly key: DedupKey };
type FreshPlace = Place & { readonly isFirst: boolean };

const placesOf = (mail: IncomingMail, world: World): readonly Place[] =>
  oncePerMailbox(mail.recipients).map((recipient) => ({
    ...recipient,
    key: keyOf(mail, recipient.mailbox, world.ids.interaction()),
  }));

const nameOf = ({ mailbox, key }: DedupKey): string => `${mailbox} ${key}`;

/** Where the mail is new, and what its sender is told; `taken` learns of it, for those that come behind. */
function settle(
  places: readonly Place[],
  taken: Map<string, string>,
  isWanted: boolean,
): { readonly received: Received; readonly fresh: readonly FreshPlace[] } {
  const fresh: FreshPlace[] = [];
  const mailboxes: Received["mailboxes"][number][] = [];
  for (const place of places) {
    const first = taken.get(nameOf(place.key));
    const repeated = isWanted ? undefined : first;
    mailboxes.push({
      ...{ mailbox: place.mailbox, interaction: repeated ?? place.key.interaction },
      isRepeat: repeated !== undefined,
    });
    if (repeated === undefined) fresh.push({ ...place, isFirst: first === undefined });
    if (first === undefined) taken.set(nameOf(place.key), place.key.interaction);
  }
  const interaction = fresh[0]?.key.interaction ?? mailboxes[0]?.interaction ?? "";
  return { received: { interaction, isRepeat: fresh.length === 0, mailboxes }, fresh };
}

const newMessage = (world: World, mail: IncomingMail, places: readonly FreshPlace[]) => ({
  message: {
    id: world.ids.object(),
    interactions: places.map(({ mailbox, address, key }) => ({
      ...{ interaction: key.interaction, mailbox, recipient: address },
    })),
    ...{ raw: mail.raw, envelopeFrom: mail.envelopeFrom, session: mail.session, receivedAt: mail.receivedAt },
    crashes: 0,
  },
  // A repeat is a repeat of the first, also when another was taken in on purpose.
  keys: places.filter(({ isFirst }) => isFirst).map(({ key }) => key),
});

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

async function newInteraction(
  tx: Transaction,
  world: World,
  mail: IncomingMail,
  place: { readonly mailbox: string; readonly id: string },
): Promise<NewInteraction> {
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
  const event = {
    kind: "MessageReceived",
    operation: "Receive",
    interaction,
    before: undefined,
    note: undefined,
  } as const;
  return { interaction, content, event };
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
