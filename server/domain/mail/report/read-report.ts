import { fieldValues } from "../mail-facts.ts";
import { bounceClass, bounceStatus } from "./bounce-class.ts";
import { isStatusType, readDeliveryStatus } from "./delivery-status.ts";
import { failedRecipients, withFailedRecipients } from "./failed-recipients.ts";
import { isComplaint, readComplaint, readDisposition, readFeedback } from "./other-reports.ts";
import { readPlainReport } from "./plain-report.ts";
import type { DeliveryAction, DeliveryReport, Report, ReportedRecipient, ReportMail } from "./report.ts";
import { type KnownOfReport, reportTrust } from "./report-trust.ts";
import { isReportSubject } from "./report-words.ts";
import { returnedMail } from "./returned-mail.ts";
import { readTextReport } from "./text-report.ts";
import { statusInText } from "./text-status.ts";
import { asReported } from "./told-recipient.ts";
import { subjectsTold } from "./told-subjects.ts";
import { readVendorReport, type TextReport } from "./vendor-report.ts";

/**
 * What a mail reports on another one: delivery (RFC 3464, RFC 6533, or a vendor's text), a disposition (RFC 8098) or a complaint
 * (RFC 5965). Undefined for ordinary mail: words alone never make a report, the sender has to be one that reports (mail.md 8.2).
 */
export function readReport(mail: ReportMail, known: KnownOfReport = nothingKnown): Report | undefined {
  const part = (...mimes: readonly string[]) => mail.parts.find(({ mime }) => mimes.includes(mime))?.text;
  const returned = returnedMail(mail);
  const feedback = part("message/feedback-report");
  if (feedback !== undefined) return readFeedback(feedback, returned);
  const disposition = part("message/disposition-notification", "message/global-disposition-notification");
  const statuses = mail.parts.filter(({ mime }) => isStatusType(mime)).map(({ text }) => text);
  // Some give the same type to the words in front, and one part to each recipient.
  const status = statuses.length === 0 ? undefined : statuses.join("\n\n");
  if (disposition !== undefined && status === undefined) return readDisposition(disposition, returned);
  if (status === undefined) {
    if (isComplaint(mail)) return readComplaint(mail, returned);
    return readWithin(mail, known) ?? readTextReport(mail, known);
  }
  return isReportByType(mail) || reportTrust(mail, known) !== "no" ? readStatus(mail, status, known) : undefined;
}

/**
 * The report that is attached whole, or whose fields stand in the text. A customer attaches and pastes what came back to him too: only who
 * would be believed himself passes a report on.
 */
function readWithin(mail: ReportMail, known: KnownOfReport): Report | undefined {
  const { wrapped, subject } = mail;
  const trust = reportTrust(mail, known);
  if (trust === "no" || (trust === "possible" && !isReportSubject(subject))) return undefined;
  if (wrapped !== undefined) return readReport({ ...wrapped, envelopeFrom: undefined }, known);
  const status = statusInText(mail.text);
  return status === undefined ? undefined : readStatus(mail, status, known);
}

/** Whether a mail can be a report at all, by its parts, sender and envelope: cheap, for every mail is asked. */
export function mayBeReport(mail: ReportMail, { hasOurToken }: Pick<KnownOfReport, "hasOurToken">): boolean {
  const proofs = { hasOurToken, namesOurMail: true };
  if (isComplaint(mail)) return true;
  return mail.parts.some(({ mime }) => reportTypes.test(mime)) || reportTrust(mail, proofs) !== "no";
}

const reportTypes = /^message\/(?:feedback-report|(?:global-|x-?)?(?:disposition-notification|delivery-status))$/;
const nothingKnown: KnownOfReport = { hasOurToken: false, namesOurMail: false, isOurs: () => false };

/** RFC 6522. Some write `multipart/mixed`: then the sender has to be one that reports. */
function isReportByType({ headers }: ReportMail): boolean {
  return /^\s*multipart\/report\b/i.test(fieldValues(headers, "Content-Type")[0] ?? "");
}

function readStatus(mail: ReportMail, statusText: string, { isOurs }: KnownOfReport): DeliveryReport | undefined {
  const { recipients, envelopeId } = readDeliveryStatus(statusText);
  const isClear =
    recipients.length > 0 && recipients.every((each) => each.class !== "unknown" || each.action === "delivered");
  const mayFail = (address: string) => !isOurs(address);
  const words = isClear ? undefined : (readVendorReport(mail, mayFail) ?? readPlainReport(mail, mayFail));
  // Gmail's status part can be empty where its own field names whom it missed.
  const named = recipients.length > 0 ? [] : failedRecipients(mail.headers).filter(mayFail);
  const vendor = named.length > 0 ? withFailedRecipients(mail, named, words) : words;
  const merged =
    recipients.length === 0
      ? (vendor?.recipients ?? []).map(asReported)
      : recipients.map((each) => withWords(each, vendor, mail.text.trim() === "" ? statusText : mail.text));
  const returned = returnedMail(mail);
  const last = returned.to[0];
  const told = merged.length === 0 && last !== undefined ? [addressOnly(last, statusText)] : merged;
  if (told.length === 0) return undefined;
  const subjects = subjectsTold(mail, returned);
  const common = { kind: "dsn", source: "status", action: worst(told), vendor: vendor?.vendor } as const;
  return { ...common, recipients: told, envelopeId, returned, subjects };
}

function addressOnly(address: string, text: string): ReportedRecipient {
  const status = bounceStatus("", text);
  return {
    address,
    finalAddress: address,
    action: status?.startsWith("4") === true ? "delayed" : "failed",
    status,
    text: text.replace(/\s+/g, " ").trim().slice(0, 1000),
    remoteHost: undefined,
    class: bounceClass(status, text),
  };
}

/** Where the status part says nothing, the text that people read may (mail.md 8.2). */
function withWords(recipient: ReportedRecipient, vendor: TextReport | undefined, told: string): ReportedRecipient {
  if (recipient.class !== "unknown" || recipient.action === "delivered") return recipient;
  const ofVendor = vendor?.recipients.find(({ address }) =>
    [recipient.address, recipient.finalAddress].some((each) => each.toLowerCase() === address.toLowerCase()),
  );
  const words = ofVendor ?? addressOnly(recipient.address, told.slice(0, wordsMax));
  if (words.class === "unknown") return recipient;
  const text = recipient.text === "" ? words.text : recipient.text;
  return {
    ...recipient,
    status: words.status,
    class: words.class,
    text,
    remoteHost: recipient.remoteHost ?? words.remoteHost,
  };
}

const wordsMax = 4000;

function worst(recipients: readonly ReportedRecipient[]): DeliveryAction {
  const has = (action: DeliveryAction) => recipients.some((each) => each.action === action);
  if (has("failed")) return "failed";
  return has("delayed") ? "delayed" : "delivered";
}
