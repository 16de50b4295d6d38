import { isAutomatic } from "../class-signs.ts";
import { fieldValues } from "../mail-facts.ts";
import { bounceClass, bounceStatus } from "./bounce-class.ts";
import { readDeliveryStatus } from "./delivery-status.ts";
import { readDisposition, readFeedback } from "./other-reports.ts";
import type { DeliveryAction, DeliveryReport, Report, ReportedRecipient, ReportMail } from "./report.ts";
import { returnedMail } from "./returned-mail.ts";
import { addressIn } from "./typed-address.ts";
import { readVendorReport, type VendorReport } from "./vendor-report.ts";

/**
 * What a mail reports on another one: delivery (RFC 3464, RFC 6533, or a vendor's text), a disposition (RFC 8098) or a complaint
 * (RFC 5965). Undefined for ordinary mail: words alone never make a report, the sender has to be one that reports (mail.md 8.2).
 */
export function readReport(mail: ReportMail): Report | undefined {
  const part = (...mimes: readonly string[]) => mail.parts.find(({ mime }) => mimes.includes(mime))?.text;
  const returned = returnedMail(mail);
  const feedback = part("message/feedback-report");
  if (feedback !== undefined) return readFeedback(feedback, returned);
  const disposition = part("message/disposition-notification", "message/global-disposition-notification");
  const status = part("message/delivery-status", "message/global-delivery-status");
  if (disposition !== undefined && status === undefined) return readDisposition(disposition, returned);
  if (!mayReport(mail, status !== undefined)) return undefined;
  return status === undefined ? readText(mail) : readStatus(mail, status);
}

/** A report's type says so; else its sender is a mail system, or nobody. */
function mayReport(mail: ReportMail, hasStatus: boolean): boolean {
  if (/^\s*multipart\/report\b/i.test(fieldValues(mail.headers, "Content-Type")[0] ?? "") && hasStatus) return true;
  if (mail.envelopeFrom === "" || fieldValues(mail.headers, "X-Failed-Recipients").length > 0) return true;
  if (fieldValues(mail.headers, "Return-Path").some((value) => /^\s*<\s*>\s*$/.test(value))) return true;
  return mail.from.some(({ address }) => mailSystem.test(address));
}

/** Local parts of mail systems; `postmaster` is a person too, so the text has to be a bounce's as well. */
const mailSystem =
  /^(?:mailer-daemon|mail-daemon|mailerdaemon|mailer_daemon|postmaster|mail\.?delivery(?:[._-]?(?:system|subsystem))?|microsoftexchange[0-9a-f]{1,64}|complaints|bounces?|maildaemon|daemon)(?:\+[^@]{0,64})?@/i;

function readStatus(mail: ReportMail, statusText: string): DeliveryReport | undefined {
  const { recipients, envelopeId } = readDeliveryStatus(statusText);
  const isClear =
    recipients.length > 0 && recipients.every((each) => each.class !== "unknown" || each.action === "delivered");
  const vendor = isClear ? undefined : readVendorReport(mail);
  const merged =
    recipients.length === 0 ? (vendor?.recipients ?? []) : recipients.map((each) => withWords(each, vendor, mail));
  const returned = returnedMail(mail);
  const last = returned.to[0];
  const known = merged.length === 0 && last !== undefined ? [addressOnly(last, statusText)] : merged;
  if (known.length === 0) return undefined;
  return { kind: "dsn", action: worst(known), vendor: vendor?.vendor, recipients: known, envelopeId, returned };
}

function readText(mail: ReportMail): DeliveryReport | undefined {
  if (isAnswerOfPerson(mail)) return undefined;
  const vendor = readVendorReport(mail) ?? byHeader(mail);
  if (vendor === undefined) return undefined;
  const { recipients } = vendor;
  return {
    kind: "dsn",
    action: worst(recipients),
    vendor: vendor.vendor,
    recipients,
    envelopeId: undefined,
    returned: returnedMail(mail),
  };
}

/** An automatic answer with the null sender speaks for a person, not of a delivery (RFC 3834 §3.3); bounces say `auto-replied` too. */
function isAnswerOfPerson({ headers, from }: ReportMail): boolean {
  const isReply =
    fieldValues(headers, "Auto-Submitted").some(isAutomatic) || fieldValues(headers, "X-Autoreply").length > 0;
  return (
    isReply &&
    !from.some(({ address }) => mailSystem.test(address)) &&
    fieldValues(headers, "X-Failed-Recipients").length === 0
  );
}

/** Exim names the recipients in a header: where the text is nobody's that we know, that is left. */
function byHeader({ headers, text }: ReportMail): VendorReport | undefined {
  const named = fieldValues(headers, "X-Failed-Recipients").flatMap((value) => value.split(","));
  const recipients = named
    .map(addressIn)
    .filter((address) => address !== "")
    .map((address) => addressOnly(address, text));
  return recipients.length === 0 ? undefined : { vendor: "X-Failed-Recipients", recipients };
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
function withWords(
  recipient: ReportedRecipient,
  vendor: VendorReport | undefined,
  mail: ReportMail,
): ReportedRecipient {
  if (recipient.class !== "unknown" || recipient.action === "delivered") return recipient;
  const told = vendor?.recipients.find(({ address }) =>
    [recipient.address, recipient.finalAddress].some((each) => each.toLowerCase() === address.toLowerCase()),
  );
  const words = told ?? addressOnly(recipient.address, mail.text.slice(0, wordsMax));
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
