import { readHeaderBlock } from "../../domain/mail/header-block.ts";
import { messageIdKey } from "../../domain/mail/message-id.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { type Placing, placingOf } from "../../domain/mail/placing.ts";
import { tracedEnvelope } from "../../domain/mail/source-envelope.ts";
import type { RuleFacts } from "../../domain/rules/facts.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { type Asked, defineOperation, done, type Result, refuse, type World } from "../operation.ts";
import { ruleFactsOf } from "../system/apply-rules.ts";
import { belongingOf } from "../system/belonging.ts";
import { isBlockedSender } from "../system/blocked-sender.ts";
import { classOf } from "../system/class-of.ts";
import { knownThreads } from "../system/known-threads.ts";
import { marksOf, userDataOf } from "../system/mail-user-data.ts";
import { receivedContent } from "../system/received-content.ts";
import { reportOf } from "../system/report-of.ts";

/** The source of a mail that nobody sent us; `read`: what reading makes of it, filled in before the transaction. */
type Input = { readonly eml: string; readonly read?: ReadMessage };

/** What would become of it before rules are asked, and what they would see. */
export type TriedMail = { readonly facts: RuleFacts; readonly placing: Placing };

/**
 * Takes a mail for one that comes in now: class, thread, contact and user data as reading finds them, of the mailbox that its trace, To or Cc
 * names first. Nobody is asked about the sender, nothing is written. Refuses what has no header (10). desktop.md 8.4
 */
export const tryMail = defineOperation<Input, TriedMail>("TryMail", "Configure", run, async (world, { eml }) => {
  const read = await world.readUnkept(bytesOf(eml));
  if (read.headers.length > 0) return done({ eml, read });
  return refuse({ kind: "badValue", path: "$.eml", because: "not the source of a mail: it has no header" });
});

async function run({ tx, world, input: { eml, read } }: Asked<Input>): Promise<Result<TriedMail>> {
  if (read === undefined) throw new Error("a mail is tried that was not read");
  const mail = { ...(await received(tx, world, { eml, read })), read, verdict: undefined };
  const found = await reportOf(tx, mail);
  const ownMails = await tx.readings.ownMails(read.messageId === "" ? [] : [messageIdKey(read.messageId)]);
  const { classified } = classOf({ ...mail, found, ownMails });
  const threads = await knownThreads(tx, [read]);
  const belonging = await belongingOf(tx, { ...mail, found, classified, threads });
  const placing = placingOf({
    classified,
    isTooBig: false,
    isJoined: belonging.isJoined,
    isMatched: belonging.outbound !== undefined,
    spam: (await tx.readings.rulesOf(mail.mailboxId)).spam,
    isBlocked: await isBlockedSender(tx, mail),
  });
  const from = (read.from[0]?.address ?? "").toLowerCase();
  const contact = await tx.contacts.byAddress(from);
  const isPerson = classified.course === "route" || classified.course === "byMailbox";
  const content = await receivedContent(tx, read, { id: "", belonging, isPerson });
  const { thread } = belonging;
  const autoReplies = thread === undefined ? 0 : await tx.automaticMails.answered(thread, from);
  const userData = {
    ...userDataOf(read, mail.mailbox?.address ?? "", contact, autoReplies),
    ...marksOf({ ...mail, classified, belonging, placing, marks: {}, reusedFrom: undefined }),
  };
  const interaction = { queue: mail.mailbox?.queue ?? "" };
  const facts = await ruleFactsOf(tx, { ...mail, interaction, classified, belonging, content, contact, userData });
  return done({ facts, placing });
}

const bytesOf = (eml: string): Uint8Array => new TextEncoder().encode(eml);

/** Who would have sent it to which mailbox. */
async function received(tx: Transaction, world: World, { eml, read }: Required<Input>) {
  const own = ownMailboxes(await tx.centre.mailboxes());
  const traced = tracedEnvelope(readHeaderBlock(bytesOf(eml)).fields);
  const addressed = [...traced.recipients, ...[...read.to, ...read.cc].map(({ address }) => address)];
  const recipient = addressed.find((address) => own.owns(address));
  const mailbox = recipient === undefined ? undefined : own.find(recipient)?.mailbox;
  return {
    ...{ mailbox, mailboxId: mailbox?.id ?? "", mac: world.mac(await tx.centre.secret()) },
    recipients: recipient === undefined ? [] : [recipient],
    envelopeFrom: traced.from ?? read.from[0]?.address ?? "",
  };
}
