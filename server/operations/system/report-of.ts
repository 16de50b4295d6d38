import type { NamedByReport } from "../../domain/delivery/lost-reply.ts";
import { addressKey } from "../../domain/mail/address.ts";
import { messageIdKey } from "../../domain/mail/message-id.ts";
import { ownMailboxes, withoutTag } from "../../domain/mail/own-mailboxes.ts";
import { type Correlation, correlate } from "../../domain/mail/report/correlate.ts";
import { mayBeReport, readReport } from "../../domain/mail/report/read-report.ts";
import type { Report } from "../../domain/mail/report/report.ts";
import { isRecipientsOwn, withSentRecipients } from "../../domain/mail/report/sent-recipients.ts";
import { type Mac, ownMessageIdsIn, rightBounceTokens } from "../../domain/mail/token.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";

/** What a mail reports, what it names, and on which of ours it is; undefined: on none that we know. */
export type ReportFound = {
  readonly report: Report;
  readonly named: NamedByReport;
  readonly correlation: Correlation | undefined;
};

export type MailOfReport = {
  readonly read: ReadMessage;
  readonly envelopeFrom: string;
  /** The envelope's recipients. */
  readonly recipients: readonly string[];
  readonly mac: Mac;
};

/** Reads a received mail as a report and looks for the mail that it is about (mail.md 8.1). Undefined for all other mail. */
export async function reportOf(tx: Transaction, mail: MailOfReport): Promise<ReportFound | undefined> {
  const { read, envelopeFrom, mac } = mail;
  const reportMail = { ...read, envelopeFrom, parts: read.reportParts, wrapped: read.wrappedReport };
  const rightTokens = rightBounceTokens(mail.recipients, mac);
  if (!mayBeReport(reportMail, { hasOurToken: rightTokens.length > 0 })) return undefined;
  const mails = read.wrappedReport === undefined ? [reportMail] : [reportMail, read.wrappedReport];
  const texts = mails.flatMap(({ text, parts }) => [text, ...parts.map((part) => part.text)]);
  const messageIdsInText = [...new Set(texts.flatMap((text) => ownMessageIdsIn(text, mac)))].slice(0, idsMax);
  const proofs = { hasOurToken: rightTokens.length > 0, namesOurMail: messageIdsInText.length > 0 };
  const isOurs = await oursOf(tx, mail);
  const report = readReport(reportMail, { ...proofs, isOurs });
  if (report === undefined) return undefined;
  const asked = {
    rightTokens,
    envelopeId: report.kind === "dsn" ? report.envelopeId : undefined,
    returnedMessageId: report.kind === "mdn" ? report.originalMessageId : report.returned.messageId,
    messageIdsInText,
    reportedRecipients: recipientsOf(report),
  };
  const { returnedMessageId } = asked;
  const messageIds = [...(returnedMessageId === undefined ? [] : [returnedMessageId]), ...messageIdsInText];
  const candidates = await tx.readings.sentMails({
    sends: [...rightTokens, ...(asked.envelopeId === undefined ? [] : [asked.envelopeId])],
    messageIds: messageIds.map(messageIdKey),
    recipients: asked.reportedRecipients.map((address) => address.toLowerCase()),
  });
  const correlation = correlate({ ...asked, subjects: subjectsOf(report), candidates, now: tx.now.wall });
  const about = candidates.find(({ send }) => send === correlation?.send);
  if (report.kind === "dsn" && isRecipientsOwn(report, reportMail, { correlation, mail: about })) return undefined;
  const settled = report.kind === "dsn" ? withSentRecipients(report, { correlation, mail: about }, isOurs) : report;
  if (settled === undefined) return undefined;
  return { report: settled, named: { messageIds, recipients: recipientsOf(settled) }, correlation };
}

/** Mailboxes and aliases with any tag, and the address that the mail was sent to. */
async function oursOf(tx: Transaction, { recipients }: MailOfReport): Promise<(address: string) => boolean> {
  const own = ownMailboxes(await tx.centre.mailboxes());
  const keys = new Set(recipients.flatMap((each) => [addressKey(each), addressKey(withoutTag(each))]));
  return (address) => own.owns(address) || keys.has(addressKey(address));
}

const subjectsOf = (report: Report): readonly string[] =>
  report.kind === "dsn" ? report.subjects : [report.returned.subject ?? ""];

const idsMax = 20;

/** Whom the report names; where it ended may differ from whom we wrote to. */
function recipientsOf(report: Report): readonly string[] {
  if (report.kind === "mdn") return [report.recipient].filter((address) => address !== "");
  if (report.kind === "arf") return report.recipients;
  const named = report.recipients.flatMap(({ address, finalAddress }) => [address, finalAddress]);
  return [...new Set(named)].filter((address) => address !== "");
}
