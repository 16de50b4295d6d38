import { type Classified, classify } from "../../domain/mail/classify.ts";
import { fieldValues, type MailFacts } from "../../domain/mail/mail-facts.ts";
import { messageIdKey } from "../../domain/mail/message-id.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { isOurLoopMark, type Mac, threadOfMessageId } from "../../domain/mail/token.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { OwnMail } from "../../ports/readings.ts";
import type { ReportFound } from "./report-of.ts";

export type MailOfClass = {
  readonly read: ReadMessage;
  readonly envelopeFrom: string;
  readonly mailbox: Mailbox | undefined;
  readonly mac: Mac;
  readonly found: ReportFound | undefined;
  /** Of the mails that are read together, those that are known as ours, by the key of their Message-ID. */
  readonly ownMails: ReadonlyMap<string, OwnMail>;
};

export type Classed = { readonly facts: MailFacts; readonly classified: Classified };

/** The class of a received mail, with what only the store and the key of this database know (mail.md 6). */
export function classOf(mail: MailOfClass): Classed {
  const { read, envelopeFrom, mac, found } = mail;
  const kind = found?.report.kind;
  const facts: MailFacts = {
    headers: read.headers,
    envelopeFrom,
    from: read.from,
    subject: read.subject,
    parts: read.parts,
    report:
      kind === undefined ? undefined : { kind, action: found?.report.kind === "dsn" ? found.report.action : undefined },
    hasOurLoopMark: fieldValues(read.headers, "X-Postroom-Loop").some((value) => isOurLoopMark(value, mac)),
    ownMail: ownMailOf(mail),
  };
  return { facts, classified: classify(facts) };
}

/** An id of our own form is ours even when its row is gone. */
function ownMailOf({ read, mailbox, mac, ownMails }: MailOfClass): MailFacts["ownMail"] {
  if (read.messageId === "") return undefined;
  const own = ownMails.get(messageIdKey(read.messageId));
  if (own === undefined) {
    const isOurForm = threadOfMessageId(read.messageId, mac) !== undefined;
    return isOurForm ? { isByAgent: false, wasToThisMailbox: false } : undefined;
  }
  const addressed = ownMailboxes(mailbox === undefined ? [] : [mailbox]);
  return { isByAgent: own.isByAgent, wasToThisMailbox: own.recipients.some((address) => addressed.owns(address)) };
}
