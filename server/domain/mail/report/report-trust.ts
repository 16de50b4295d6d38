import { fieldValues } from "../mail-facts.ts";
import type { ReportMail } from "./report.ts";
import { speaksOfYourMail } from "./report-subjects.ts";
import { isReportSubject, speaksOfDelivery } from "./report-words.ts";
import type { TextReport } from "./vendor-report.ts";

/** What we know ourselves of a mail that may be a report: nothing of it is the sender's word. */
export type KnownOfReport = {
  /** It was sent to a bounce token with our mac: only what saw our envelope can do that (mail.md 8.1). */
  readonly hasOurToken: boolean;
  /** A Message-ID of ours stands in it. */
  readonly namesOurMail: boolean;
  /** Mailboxes and aliases, with any tag, and the address that it was sent to. */
  isOurs(address: string): boolean;
};

/**
 * How far a sender without a status part is believed to report (mail.md 8.2). `system`: by its name, or by X-Failed-Recipients. `likely`:
 * nobody who answers our envelope, has seen our mail or is called a mail system; a postmaster as nobody, at our envelope, or with a field
 * that servers alone write. `possible`: nobody, a postmaster under a name of his own, who may be a person, or whoever else answers our
 * envelope, as gateways do. `no`: a person, whatever he writes.
 */
export type ReportTrust = "system" | "likely" | "possible" | "no";

export function reportTrust(
  mail: ReportMail,
  { hasOurToken, namesOurMail }: Omit<KnownOfReport, "isOurs">,
): ReportTrust {
  const { headers, from } = mail;
  if (fieldValues(headers, "X-Failed-Recipients").length > 0 || from.some(isMailSystem)) return "system";
  const isNobody = hasNullPath(mail);
  const unaddressed = unaddressedFrom(mail);
  if (isNobody && nameOfSystem.test(unaddressed)) return "system";
  const isPostmaster = isFromPostmaster(mail) || nameOfPostmaster.test(unaddressed);
  const isMarked = isPostmaster && headers.some(({ name }) => fieldsOfReports.has(name.toLowerCase()));
  const isCalledSo = from.some(({ name }) => nameOfSystem.test(name));
  const isKnown = hasOurToken || namesOurMail;
  if (
    isMarked ||
    (isNobody && (isPostmaster || isKnown || isCalledSo || isMachine(mail))) ||
    (isPostmaster && hasOurToken)
  )
    return "likely";
  return isNobody || isPostmaster || hasOurToken ? "possible" : "no";
}

/** `From: MAILER-DAEMON` and `Postmaster <>` are no addresses; some servers have no more to say of themselves. */
function unaddressedFrom({ headers, from }: ReportMail): string {
  return from.length === 0 ? (fieldValues(headers, "From")[0] ?? "") : "";
}

/** Whether nobody sent it, by its envelope or its Return-Path. */
export function hasNullPath({ headers, envelopeFrom }: Pick<ReportMail, "headers" | "envelopeFrom">): boolean {
  const paths = [...(envelopeFrom === undefined ? [] : [envelopeFrom]), ...fieldValues(headers, "Return-Path")];
  return paths.some((path) => nullPath.test(path));
}

/** The null sender (RFC 5321 §4.5.5), also as Sendmail and others write it into Return-Path: `<MAILER-DAEMON@their.host>`. */
const nullPath = /^\s{0,100}(?:<?mailer-daemon(?:@[^<>\s@]{1,255})?>?|<\s{0,100}>)?\s{0,100}$/i;

/** What Exchange and the SMTP service of Windows put into their reports alone. */
const fieldsOfReports = new Set(["x-ms-embedded-report", "x-dsncontext", "x-ms-exchange-message-is-ndr"]);

/**
 * Whether what a text says is enough for its sender. Couriers, forms and monitors write of addresses and failures too: what they have not is
 * a bounce's subject together with a reply's code, or with a mail server's sentence, or with a vendor's mark and a reason.
 */
export function isEnough(trust: ReportTrust, mail: ReportMail, { by, recipients }: TextReport): boolean {
  const { subject } = mail;
  const hasReason = recipients.some((one) => one.hasReason);
  const hasCode = recipients.some((one) => one.hasCode);
  switch (trust) {
    case "system":
      return true;
    case "likely":
      return isReportSubject(subject) || hasCode || (hasReason && (by === "sentence" || isNobodySaying(mail)));
    case "possible":
      return isReportSubject(subject) && (by === "sentence" || (by === "words" ? hasCode : hasReason));
    case "no":
      return false;
  }
}

/** A mail system's name with the null sender, and words of our mail that was not delivered. */
function isNobodySaying(mail: ReportMail): boolean {
  return (
    hasNullPath(mail) &&
    (isFromPostmaster(mail) || isMachine(mail)) &&
    speaksOfYourMail(mail.text) &&
    speaksOfDelivery(mail.text)
  );
}

/** Whether its sender is by name a part of a mail system, or nobody to write to: no person answers so. */
export function isMachine({ from }: Pick<ReportMail, "from">): boolean {
  return from.some(({ name, address }) => nameOfMachine.test(name) || localOfMachine.test(address));
}

const nameOfMachine =
  /\b(?:e-?mail|mail|message|messaging|smtp)[- _]?(?:administrator|delivery|filter|gateway|marshal|scanner|security|server|service|system|transfer)\b|\banti-?(?:spam|virus)\b|\bcontent[- ]?(?:filter|scanner)\b|\bsystem administrator\b/i;
const localOfMachine =
  /^(?:mail[-_.]?(?:admin|filter|gateway|marshal|scanner|server|service|system|scan)|antispam|anti-spam|antivirus|mta|smtp|bounces?)(?:\+[^@]{0,64})?@/i;

/** Whether the mail comes from a postmaster, who may be a person. */
export function isFromPostmaster({ from }: Pick<ReportMail, "from">): boolean {
  return from.some(({ address }) => postmaster.test(address));
}

/** Whether the mail comes from a mail system by its local part: nobody else has such a name. */
export function isMailSystem({ address }: { readonly address: string }): boolean {
  return mailSystem.test(address);
}

const mailSystem =
  /^(?:mailer-daemon|mail-daemon|mailerdaemon|mailer_daemon|mail[._-]?delivery(?:[._-]?(?:system|subsystem))?|microsoftexchange[0-9a-f]{1,64}|maildaemon|mdaemon)(?:\+[^@]{0,64})?@/i;
const nameOfSystem = /\bmailer[- _]?daemon\b|\bmail delivery (?:sub)?system\b/i;
const nameOfPostmaster = /^\W{0,20}postmaster\b/i;
/** A person too, so he is believed less. */
const postmaster = /^(?:post[._-]?master|ndr|non-?delivery)(?:\+[^@]{0,64})?@/i;
