import { addressKey } from "../address.ts";
import type { Correlation, SentMail } from "./correlate.ts";
import { isStatusType } from "./delivery-status.ts";
import type { DeliveryReport, ReportedRecipient, ReportMail } from "./report.ts";
import { hasNullPath, isMailSystem } from "./report-trust.ts";
import { hasReplyCode } from "./report-words.ts";
import { recipientsNamedIn } from "./typed-address.ts";

/** The mail that a report was found to be about, and by what; both undefined where none was. */
export type AboutMail = { readonly correlation: Correlation | undefined; readonly mail: SentMail | undefined };

/**
 * A report's recipients, once it is known which of our mails it is about. An address of ours fails only where we wrote to it. What a text
 * left without an address is the recipient whose local part it names, or the only one; and where a token proves the mail, what names none
 * of its recipients speaks of its only one, from whom it was forwarded. Undefined: of a text report nobody is left.
 */
export function withSentRecipients(
  report: DeliveryReport,
  about: AboutMail,
  isOurs: (address: string) => boolean,
): DeliveryReport | undefined {
  const sentTo = about.mail?.recipients ?? [];
  const keys = new Set(sentTo.map(addressKey));
  const wasSentTo = ({ address, finalAddress }: ReportedRecipient) =>
    [address, finalAddress].some((one) => keys.has(addressKey(one)));
  const recipients = report.recipients
    .flatMap((one) => (one.address === "" ? named(one, sentTo) : [one]))
    .filter((one) => wasSentTo(one) || ![one.address, one.finalAddress].some(isOurs));
  const settled =
    isOfOnlyOne(about) && !recipients.some(wasSentTo) ? recipients.map(forwardedFrom(sentTo)) : recipients;
  return settled.length === 0 && report.source === "text" ? undefined : { ...report, recipients: settled };
}

/**
 * Whether what reads like a report is the recipient's own: whom our mail went to answers at our envelope's sender too, and may paste what
 * came back to him. From nobody, as automatic answers come, a vendor's text or a reply's code makes it a server's.
 */
export function isRecipientsOwn(
  report: DeliveryReport,
  { from, text, parts, headers, envelopeFrom }: Omit<ReportMail, "subject">,
  { mail }: AboutMail,
): boolean {
  if (parts.some(({ mime }) => isStatusType(mime))) return false;
  if (hasNullPath({ headers, envelopeFrom }) && (report.vendor !== "unknown" || hasReplyCode(text))) return false;
  const sentTo = new Set(mail?.recipients.map(addressKey));
  return from.some((one) => sentTo.has(addressKey(one.address)) && !isMailSystem(one));
}

function named(unnamed: ReportedRecipient, sentTo: readonly string[]): readonly ReportedRecipient[] {
  const meant = sentTo.length === 1 ? sentTo : recipientsNamedIn(unnamed.text, sentTo);
  return meant.map((address) => ({ ...unnamed, address, finalAddress: address }));
}

/** A server that knows no Original-Recipient tells where the mail ended (RFC 3464 §2.3.1). */
function isOfOnlyOne(about: AboutMail): boolean {
  return about.correlation?.rule === "bounceToken" && about.mail?.recipients.length === 1;
}

const forwardedFrom =
  ([only = ""]: readonly string[]) =>
  (one: ReportedRecipient): ReportedRecipient => ({ ...one, address: only });
