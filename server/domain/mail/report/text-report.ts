import { isRobot } from "../automatic-answer.ts";
import { isAutomatic } from "../class-signs.ts";
import { affirms, fieldValues } from "../mail-facts.ts";
import { failedRecipients, withFailedRecipients } from "./failed-recipients.ts";
import { readPlainReport } from "./plain-report.ts";
import type { DeliveryReport, ReportMail } from "./report.ts";
import {
  hasNullPath,
  isEnough,
  isFromPostmaster,
  isMachine,
  isMailSystem,
  type KnownOfReport,
  type ReportTrust,
  reportTrust,
} from "./report-trust.ts";
import { isReportSubject, speaksOfDelivery } from "./report-words.ts";
import { returnedMail } from "./returned-mail.ts";
import { aboveReturned, actionOfWords, asReported, toldRecipient } from "./told-recipient.ts";
import { subjectsTold } from "./told-subjects.ts";
import { recipientsNamedIn } from "./typed-address.ts";
import { byOf, readVendorReport, rowsOf, type TextReport } from "./vendor-report.ts";

/**
 * A bounce that has no status part, read from what people read. Undefined for ordinary mail: the less its sender is believed, the more of
 * its words have to be a bounce's and stand where a bounce has them (mail.md 8.2). A recipient without an address is one that only the
 * mail that was sent can name.
 */
export function readTextReport(mail: ReportMail, known: KnownOfReport): DeliveryReport | undefined {
  const trust = reportTrust(mail, known);
  if (trust === "no" || isAnswerOfPerson(mail, known.hasOurToken)) return undefined;
  // Without one no words are enough: much ordinary mail has the null sender, and reading them is dear.
  if (trust === "possible" && !isReportSubject(mail.subject)) return undefined;
  const isProven = known.hasOurToken || known.namesOurMail;
  const mayFail = (address: string) => !known.isOurs(address) && !isSender(mail, address);
  const found = readWords(mail, { trust, mayFail }) ?? readUnnamed(mail, { trust, isProven });
  if (found === undefined) return undefined;
  const { vendor, action, recipients } = found;
  const returned = returnedMail(mail);
  const common = { kind: "dsn", source: "text", action, vendor, envelopeId: undefined, returned } as const;
  return { ...common, recipients: recipients.map(asReported), subjects: subjectsTold(mail, returned) };
}

/** An automatic answer with the null sender speaks for a person, not of a delivery (RFC 3834 §3.3); bounces say `auto-replied` too. */
function isAnswerOfPerson(mail: ReportMail, hasOurToken: boolean): boolean {
  const { headers, from, subject } = mail;
  // A mail system is never away: nobody's answer under its name is its own.
  if (hasNullPath(mail) && (isFromPostmaster(mail) || isMachine(mail))) return false;
  if (
    (isFromPostmaster(mail) || isMachine(mail) || from.some(({ address }) => isRobot(address)) || hasOurToken) &&
    isReportSubject(subject)
  )
    return false;
  const isReply =
    fieldValues(headers, "Auto-Submitted").some(isAutomatic) || fieldValues(headers, "X-Autoreply").some(affirms);
  return isReply && !from.some(isMailSystem) && fieldValues(headers, "X-Failed-Recipients").length === 0;
}

const isSender = ({ from }: ReportMail, address: string): boolean =>
  from.some((one) => one.address.toLowerCase() === address.toLowerCase());

type Reading = { readonly trust: ReportTrust; mayFail(address: string): boolean };

/** The recipients of a field that mail servers write, else of a vendor's text, else of words that the sender is believed. */
function readWords(mail: ReportMail, { trust, mayFail }: Reading): TextReport | undefined {
  const isBelieved = trust === "system" || trust === "likely";
  const vendor = readVendorReport(mail, mayFail);
  const named = failedRecipients(mail.headers).filter(mayFail);
  if (named.length > 0) return withFailedRecipients(mail, named, vendor);
  const plain = vendor === undefined || vendor.by === "mark" ? readPlainReport(mail, mayFail, isBelieved) : undefined;
  if (vendor !== undefined && isEnough(trust, mail, vendor)) return withOthers(vendor, plain);
  const words = plain ?? readPlainReport(mail, mayFail, isBelieved);
  return words !== undefined && isEnough(trust, mail, words) ? words : undefined;
}

/** A row for words that others write too finds one address where the text has a list: then the list tells more. */
function withOthers(vendor: TextReport, plain: TextReport | undefined): TextReport {
  const keys = new Set(plain?.recipients.map(({ address }) => address.toLowerCase()));
  const isLonger = keys.size > vendor.recipients.length;
  return isLonger && vendor.recipients.every(({ address }) => keys.has(address.toLowerCase()))
    ? { ...vendor, recipients: plain?.recipients ?? [] }
    : vendor;
}

/**
 * GroupWise and others name a local part alone. Whom it means, the returned copy tells, else the mail that a token or Message-ID of ours
 * names; a text of which neither is left is no report.
 */
function readUnnamed(
  mail: ReportMail,
  { trust, isProven }: { readonly trust: ReportTrust; readonly isProven: boolean },
): TextReport | undefined {
  const text = aboveReturned(mail.text);
  const [row] = rowsOf(mail.subject, text);
  if (row === undefined && !isReportSubject(mail.subject) && !speaksOfDelivery(text)) return undefined;
  const action = actionOfWords(mail.subject, text);
  const tell = (address: string) => toldRecipient({ address, text, before: mail.subject, action });
  const by = row === undefined ? "words" : byOf(row);
  const unnamed: TextReport = { vendor: row?.vendor ?? "unknown", by, action, recipients: [tell("")] };
  if (!isEnough(trust, mail, unnamed)) return undefined;
  const { to } = returnedMail(mail);
  const named = to.length === 1 ? to : recipientsNamedIn(text, to);
  if (named.length > 0) {
    const parts = partsBy(text, named);
    const told = (address: string) => ({ address, text: parts.get(address) ?? text, before: mail.subject, action });
    return { ...unnamed, recipients: named.map((address) => toldRecipient(told(address))) };
  }
  return isProven ? unnamed : undefined;
}

/** For each recipient what stands from the line that begins with its local part up to that of another. */
function partsBy(text: string, named: readonly string[]): ReadonlyMap<string, string> {
  const byLocal = new Map(named.map((one) => [one.slice(0, one.lastIndexOf("@")).toLowerCase(), one]));
  const parts = new Map<string, string>();
  let current: string | undefined;
  for (const line of text.split("\n", linesMax)) {
    const first = /^[\s<("']{0,12}([^\s<>()"',;:]{1,64})/.exec(line)?.[1] ?? "";
    current = byLocal.get(first.replace(/\.{1,9}$/, "").toLowerCase()) ?? current;
    if (current !== undefined) parts.set(current, `${parts.get(current) ?? ""}${line}\n`);
  }
  return parts;
}

const linesMax = 2000;
