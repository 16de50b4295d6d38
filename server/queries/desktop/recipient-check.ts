import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Address } from "../../domain/mail/address.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import {
  type GuardedOriginal,
  type GuardedRecipient,
  type GuardWarning,
  guardRecipients,
} from "../../domain/mail/recipient-guard.ts";
import { senderProof } from "../../domain/mail/sender-verdict.ts";
import type { WithContent } from "../../ports/interactions.ts";
import type { Reading } from "../../ports/transaction.ts";
import { visibleEmail } from "../email/find.ts";
import { defineQuery, found } from "../query.ts";

type Input = {
  readonly id: string;
  /** As they stand in the composer; absent: as the draft has them. */
  readonly to?: readonly Address[];
  readonly cc?: readonly Address[];
  readonly bcc?: readonly Address[];
  /** The agent's own text. */
  readonly text: string;
};

const notesMax = 100;

/** What should be looked at before the mail goes out. It decides nothing by itself. mail.md 9, desktop.md 5.6 */
export const checkRecipients = defineQuery<Input, readonly GuardWarning[]>(
  "CheckRecipients",
  "ReadInteraction",
  async ({ reading, actor, input }) => {
    const draft = await visibleEmail(reading, input.id, actor);
    if (!draft.ok) return draft;
    const { interaction, content } = draft.value;
    const { to = content.to, cc = content.cc, bcc = content.bcc, text } = input;
    const own = ownMailboxes(await reading.centre.mailboxes());
    const original = await originalOf(reading, draft.value);
    const notes = await reading.notes.latest(interaction.thread, notesMax);
    const comments = [interaction, ...(original === undefined ? [] : [original.interaction])];
    const facts = {
      recipients: await guarded(reading, [...to, ...cc, ...bcc], own.owns),
      original: original && (await guardedOriginal(reading, original, own.owns)),
      participants: (await reading.drafts.participants(interaction.thread)).filter((address) => !own.owns(address)),
      text,
      notes: [...notes.map((note) => note.text), ...comments.flatMap(textsOf)],
      namedCases: [],
      hasAttachments: interaction.attachments.some(({ isEmbedded }) => !isEmbedded),
    };
    return found(guardRecipients(facts, {}));
  },
);

const textsOf = ({ comments }: Interaction): readonly string[] => comments.map(({ text }) => text);

/** What a draft answers; of a received mail the mail itself, which is about to be answered. */
async function originalOf(reading: Reading, email: WithContent): Promise<WithContent | undefined> {
  const { direction, parent } = email.interaction;
  if (direction === "inbound") return email;
  const interaction = parent === undefined ? undefined : await reading.interactions.byId(parent);
  const content = interaction && (await reading.interactions.content(interaction.content));
  return interaction === undefined || content === undefined ? undefined : { interaction, content };
}

async function guarded(
  reading: Reading,
  recipients: readonly Address[],
  isOurs: (address: string) => boolean,
): Promise<readonly GuardedRecipient[]> {
  const keys = recipients.map(({ address }) => address.toLowerCase());
  const bouncing = new Set(await reading.readings.bouncingAmong(keys));
  const checked: GuardedRecipient[] = [];
  for (const { address } of recipients) {
    const key = address.toLowerCase();
    checked.push({
      address,
      isOwn: isOurs(address) || (await reading.automaticMails.isAgents(key)),
      contact: (await reading.contacts.byAddress(key))?.id,
      isBouncing: bouncing.has(key),
    });
  }
  return checked;
}

async function guardedOriginal(
  reading: Reading,
  { interaction, content }: WithContent,
  isOurs: (address: string) => boolean,
): Promise<GuardedOriginal | undefined> {
  if (interaction.direction === "outbound") return undefined;
  const known = await reading.readings.of(interaction.id);
  const lists = known?.class === "list" ? [...content.to, ...content.cc] : [];
  return {
    from: content.from,
    replyTo: content.replyTo,
    // Where nobody asked, nothing is known against the sender.
    isSenderVerified: known?.verdict === undefined || senderProof(known.verdict) === "proven",
    listAddresses: lists.map(({ address }) => address).filter((address) => !isOurs(address)),
  };
}
