import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { addressKey } from "../../domain/mail/address.ts";
import { levelsOf } from "../../domain/mail/guard-rule.ts";
import { listAddressesIn } from "../../domain/mail/list-addresses.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import {
  type GuardedOriginal,
  type GuardedRecipient,
  type GuardWarning,
  guardRecipients,
  type NamedCase,
} from "../../domain/mail/recipient-guard.ts";
import { newText, textRanges } from "../../domain/mail/reply/text-ranges.ts";
import { senderProof } from "../../domain/mail/sender-verdict.ts";
import type { Queue } from "../../domain/queue/queue.ts";
import type { Transaction } from "../../ports/transaction.ts";

/** A draft as it would go out: its content may not be saved yet. */
export type Outgoing = {
  readonly draft: Interaction;
  readonly content: Pick<Content, "to" | "cc" | "bcc" | "subject" | "text">;
  /** The outbound queue. */
  readonly queue: Queue;
};

/**
 * What should be looked at before the mail goes out, by the rules of its outbound queue and of the queue of the case; the stricter one
 * counts. mail.md 9
 */
export async function recipientWarnings(tx: Transaction, outgoing: Outgoing): Promise<readonly GuardWarning[]> {
  const { draft, content, queue } = outgoing;
  const parent = draft.parent === undefined ? undefined : await tx.interactions.byId(draft.parent);
  const caseQueue = parent === undefined ? undefined : await tx.centre.queue(parent.routedQueue ?? parent.queue);
  const { participants, notes } = await tx.guard.thread(draft.thread);
  const own = ownMailboxes(await tx.centre.mailboxes());
  const written = content.text.slice(0, textMax);
  return guardRecipients(
    {
      recipients: await recipientsOf(tx, content, own.owns),
      original: await originalOf(tx, draft, parent),
      participants: participants.filter((address) => !own.owns(address)),
      text: newText(written, textRanges(written, { sent: [] })),
      notes,
      namedCases: await casesIn(tx, draft, content),
      hasAttachments: draft.attachments.length > 0,
    },
    levelsOf([queue.recipientGuard, caseQueue?.recipientGuard]),
  );
}

async function recipientsOf(
  tx: Transaction,
  { to, cc, bcc }: Outgoing["content"],
  owns: (address: string) => boolean,
): Promise<readonly GuardedRecipient[]> {
  const addresses = [...new Map([...to, ...cc, ...bcc].map(({ address }) => [addressKey(address), address])).values()];
  const known = new Map((await tx.guard.recipients(addresses.map(addressKey))).map((one) => [one.address, one]));
  return addresses.map((address) => {
    const facts = known.get(addressKey(address));
    return {
      address,
      isOwn: owns(address) || facts?.isAgents === true,
      contact: facts?.contact,
      isBouncing: facts?.isBouncing === true,
    };
  });
}

/** What is answered. A forward is for others on purpose, so nothing is compared with whom it came from. */
async function originalOf(
  tx: Transaction,
  { draftType }: Interaction,
  parent: Interaction | undefined,
): Promise<GuardedOriginal | undefined> {
  if (parent === undefined || parent.direction !== "inbound" || draftType === "Forward") return undefined;
  const content = await tx.interactions.content(parent.content);
  const reading = await tx.readings.of(parent.id);
  if (content === undefined) return undefined;
  return {
    from: content.from,
    replyTo: content.replyTo,
    // Many honest senders prove nothing: only what is known to be forged stops an agent.
    isSenderVerified: senderProof(reading?.verdict) !== "forged",
    listAddresses: [
      ...listAddressesIn(reading?.reasons ?? []),
      ...(reading?.class === "list" ? content.to.map(({ address }) => address) : []),
    ],
  };
}

/** Interactions that the subject or the text names by their ids. */
async function casesIn(
  tx: Transaction,
  { thread }: Interaction,
  { subject, text }: Outgoing["content"],
): Promise<readonly NamedCase[]> {
  const ids = [...new Set(`${subject}\n${text.slice(0, textMax)}`.match(interactionId) ?? [])].slice(0, casesMax);
  if (ids.length === 0) return [];
  const cases = await tx.guard.otherCases(thread, ids);
  return cases.map(({ id, participants }) => ({ tag: id, participants }));
}

/** wire.md 1.8. */
const interactionId = /\b00[A-Z0-9]{14}\b/g;
const textMax = 20_000;
const casesMax = 20;
