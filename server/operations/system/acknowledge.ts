import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { addressKey, domainOf } from "../../domain/mail/address.ts";
import { mayAnswerAutomatically } from "../../domain/mail/automatic-answer.ts";
import { withinAutomaticLimits } from "../../domain/mail/automatic-limits.ts";
import { replyHeaders } from "../../domain/mail/headers.ts";
import type { MailFacts } from "../../domain/mail/mail-facts.ts";
import { messageIdKey } from "../../domain/mail/message-id.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { type SenderVerdict, senderProof } from "../../domain/mail/sender-verdict.ts";
import { loopMark, type Mac, threadMessageId } from "../../domain/mail/token.ts";
import type { Queue } from "../../domain/queue/queue.ts";
import { expand } from "../../domain/response/field-codes.ts";
import { type StandardResponse, whyUnusable } from "../../domain/response/response.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { readyTexts } from "../email/texts.ts";
import type { World } from "../operation.ts";
import { automaticDelivery } from "./automatic-delivery.ts";
import { createAutomatic } from "./automatic-interaction.ts";

export type MailToAcknowledge = {
  /** As it lies in its thread now. */
  readonly interaction: Interaction;
  readonly read: ReadMessage;
  readonly facts: MailFacts;
  readonly class: Parameters<typeof mayAnswerAutomatically>[0]["class"];
  readonly verdict: SenderVerdict | undefined;
  readonly mailbox: Mailbox | undefined;
  /** Where it waits: by its mailbox, or by the routing rules. */
  readonly queue: Queue | undefined;
  readonly isFromStranger: boolean;
  readonly isOldAtFirstConnect: boolean;
  readonly mac: Mac;
};

/**
 * Confirms a person's mail with the standard response of its mailbox, else of its queue, if there is one, nothing forbids it and the limits allow it: sealed and
 * handed to the send queue, once per thread and day. Value: what an admin is to be told. mail.md 7, product.md, RFC 3834
 */
export async function acknowledge(tx: Transaction, world: World, mail: MailToAcknowledge): Promise<readonly string[]> {
  const { interaction, read, mailbox } = mail;
  const [sender] = read.from;
  if (mailbox === undefined || sender === undefined) return [];
  const rule = (await tx.readings.rulesOf(mailbox.id)).acknowledgement ?? mail.queue?.acknowledgement;
  if (rule === undefined) return [];
  const own = ownMailboxes(await tx.centre.mailboxes());
  const answering = mayAnswerAutomatically({
    ...mail.facts,
    class: mail.class,
    isFromOurs: own.owns(sender.address) || (await tx.automaticMails.isAgents(addressKey(sender.address))),
    sender: senderProof(mail.verdict),
    answersUnproven: rule.unauthenticated,
    isFromStranger: mail.isFromStranger,
    isAddressedToUs: [...read.to, ...read.cc].some(({ address }) => own.owns(address)),
    isOldAtFirstConnect: mail.isOldAtFirstConnect,
  });
  if (!answering.may) return [];
  const limits = withinAutomaticLimits(
    await tx.automaticMails.history(interaction.thread, addressKey(sender.address)),
    tx.now.wall,
  );
  if (!limits.may) {
    return limits.stoppedUntil === undefined ? [] : [`automatic answers to thread ${interaction.thread} are stopped`];
  }
  const response = await responseNamed(tx, rule.response);
  if (response === undefined) return [`the standard response ${rule.response} cannot be used`];
  return send(tx, world, {
    ...mail,
    response,
    from: { name: mailbox.name, address: mailbox.address },
    to: { name: "", address: sender.address },
  });
}

const dayMs = 86_400_000;

async function responseNamed(tx: Transaction, name: string): Promise<StandardResponse | undefined> {
  const [response] = await tx.responses.page({ name, limit: 1 });
  return response === undefined || whyUnusable(response, tx.now.wall) !== undefined ? undefined : response;
}

type Answer = MailToAcknowledge & {
  readonly response: StandardResponse;
  readonly from: Content["to"][number];
  readonly to: Content["to"][number];
};

async function send(tx: Transaction, world: World, answer: Answer): Promise<readonly string[]> {
  const { interaction: answered, response, from, to } = answer;
  const id = world.ids.interaction();
  const day = Math.floor(tx.now.wall / dayMs);
  const key = { thread: answered.thread, kind: "acknowledgement", day, interaction: id };
  if (!(await tx.automaticMails.take(key))) return [];
  const texts = await readyTexts(world, { html: withoutCodes(response.body, "html") });
  if (!texts.ok) return [`the standard response ${response.name} cannot be sent`];
  const content = contentOf(answer, world, texts.value);
  const bytes = await world.writer.compose({
    ...{ messageId: content.messageId ?? "", date: tx.now.wall, from, to: [to], cc: [] },
    ...{
      language: response.language,
      subject: content.subject,
      inReplyTo: content.inReplyTo,
      references: content.references,
    },
    ...{ text: content.text, html: content.html, attachments: [], boundarySeed: id },
    automatic: { loopMark: loopMark(answer.mac) },
  });
  const file = await world.files.put(bytes);
  const messageId = content.messageId ?? "";
  const delivery = await automaticDelivery(tx, { interaction: id, messageId, to: [to.address], file });
  const { thread, contact } = answered;
  const about = { id, subtype: "OutboundAcknowledgement", thread, parent: answered.id, contact } as const;
  await createAutomatic(tx, { ...about, delivery: delivery.state }, content);
  await tx.deliveries.create(delivery);
  const address = addressKey(to.address);
  await tx.automaticMails.note({ interaction: id, thread: answered.thread, address, isOurs: true, at: tx.now.wall });
  await tx.contacts.joinThread({
    ...{
      thread: answered.thread,
      messageId: messageIdKey(content.messageId ?? ""),
      named: [],
      interaction: id,
    },
    ...{ participants: [], at: tx.now.wall },
  });
  return [];
}

/** Nothing of the sender goes out: neither text nor name nor subject, so nobody can use us to mail a third party. */
function withoutCodes(text: string, form: "html" | "line"): string {
  const none: ReadonlyMap<string, string> = new Map();
  const values = { contact: none, agent: none, interaction: none, attached: none, custom: none };
  return expand(text, form, { values, charactersMax })?.text ?? "";
}

const charactersMax = 1_000_000;

function contentOf(
  { interaction, read, response, from, to, mac }: Answer,
  world: World,
  texts: { readonly text?: string; readonly html?: string },
): Content {
  const { inReplyTo, references } = replyHeaders(read);
  return {
    ...{ id: world.ids.object(), from, replyTo: [], to: [to], cc: [], bcc: [] },
    subject: withoutCodes(response.subject, "line") || response.name,
    ...{ text: texts.text ?? "", html: texts.html ?? "" },
    messageId: threadMessageId(interaction.thread, world.ids.messageToken(), domainOf(from.address), mac),
    ...{ inReplyTo, references },
  };
}
