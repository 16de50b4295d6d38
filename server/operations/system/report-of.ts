import type { NamedByReport } from "../../domain/delivery/lost-reply.ts";
import { messageIdKey } from "../../domain/mail/message-id.ts";
import { type Correlation, correlate } from "../../domain/mail/report/correlate.ts";
import { readReport } from "../../domain/mail/report/read-report.ts";
import type { Report } from "../../domain/mail/report/report.ts";
import { type Mac, ownMessageIdsIn, readToken } from "../../domain/mail/token.ts";
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
  const report = readReport({ ...read, envelopeFrom, parts: read.reportParts });
  if (report === undefined) return undefined;
  const texts = [read.text, ...read.reportParts.map(({ text }) => text)];
  const asked = {
    rightTokens: rightTokensOf(mail),
    envelopeId: report.kind === "dsn" ? report.envelopeId : undefined,
    returnedMessageId: report.kind === "mdn" ? report.originalMessageId : report.returned.messageId,
    messageIdsInText: [...new Set(texts.flatMap((text) => ownMessageIdsIn(text, mac)))].slice(0, idsMax),
    reportedRecipients: recipientsOf(report),
  };
  const { returnedMessageId, messageIdsInText } = asked;
  const messageIds = [...(returnedMessageId === undefined ? [] : [returnedMessageId]), ...messageIdsInText];
  const candidates = await tx.readings.sentMails({
    sends: [...asked.rightTokens, ...(asked.envelopeId === undefined ? [] : [asked.envelopeId])],
    messageIds: messageIds.map(messageIdKey),
    recipients: asked.reportedRecipients.map((address) => address.toLowerCase()),
  });
  const correlation = correlate({ ...asked, returnedSubject: report.returned.subject, candidates, now: tx.now.wall });
  return { report, named: { messageIds, recipients: asked.reportedRecipients }, correlation };
}

const idsMax = 20;

/** Bounce tokens with our mac, in the envelope's recipients. */
const rightTokensOf = ({ recipients, mac }: MailOfReport): readonly string[] =>
  recipients
    .map((address) => readToken(address, mac))
    .flatMap((token) => (token?.kind === "b" && token.isRight ? [token.id] : []));

/** Whom the report names; where it ended may differ from whom we wrote to. */
function recipientsOf(report: Report): readonly string[] {
  if (report.kind === "mdn") return [report.recipient].filter((address) => address !== "");
  if (report.kind === "arf") return report.recipients;
  return [...new Set(report.recipients.flatMap(({ address, finalAddress }) => [address, finalAddress]))];
}
