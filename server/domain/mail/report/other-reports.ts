import { fieldValues } from "../mail-facts.ts";
import { splitMessageIds } from "../message-id.ts";
import { fieldsOfText, headerOfText } from "./field-text.ts";
import type { DispositionReport, FeedbackReport, ReportMail, ReturnedMail } from "./report.ts";
import { typedAddress } from "./typed-address.ts";

/** message/disposition-notification (RFC 8098 §3): somebody's program says what became of a mail. */
export function readDisposition(text: string, returned: ReturnedMail): DispositionReport {
  const fields = fieldsOfText(text);
  const value = (name: string) => fieldValues(fields, name)[0] ?? "";
  const [mode = "", type = ""] = value("Disposition").toLowerCase().split(";");
  return {
    kind: "mdn",
    recipient: typedAddress(value("Original-Recipient")) || typedAddress(value("Final-Recipient")),
    originalMessageId: splitMessageIds(value("Original-Message-ID"))[0] ?? returned.messageId,
    disposition: type.split(/[/,]/)[0]?.trim() ?? "",
    isAutomatic: mode.trim().startsWith("automatic-action"),
    returned,
  };
}

/** message/feedback-report (RFC 5965 §3). Many providers hide the recipient; then the returned mail's is taken. */
export function readFeedback(text: string, returned: ReturnedMail): FeedbackReport {
  const fields = fieldsOfText(text);
  const named = fieldValues(fields, "Original-Rcpt-To")
    .map(typedAddress)
    .filter((address) => address !== "");
  return {
    kind: "arf",
    feedbackType: (fieldValues(fields, "Feedback-Type")[0] ?? "").toLowerCase(),
    recipients: named.length > 0 ? named : returned.to,
    sourceIp: fieldValues(fields, "Source-IP")[0],
    returned,
  };
}

/** Outlook.com's complaints have no report part: an attached mail with a field of theirs in front, under a subject that says so. */
export function isComplaint({ subject, parts }: Pick<ReportMail, "subject" | "parts">): boolean {
  return complaintSubject.test(subject) && complainants(parts).length > 0;
}

/** As `readFeedback`, for such a one. */
export function readComplaint(
  { subject, parts }: Pick<ReportMail, "subject" | "parts">,
  returned: ReturnedMail,
): FeedbackReport {
  const sourceIp = complaintSubject.exec(subject)?.[1];
  return { kind: "arf", feedbackType: "abuse", recipients: complainants(parts), sourceIp, returned };
}

const complaintSubject = /^\s{0,20}complaint about message from ([0-9a-f.:]{3,45})\s*$/i;

const complainants = (parts: ReportMail["parts"]): readonly string[] =>
  parts
    .filter(({ mime }) => mime === "message/rfc822")
    .flatMap(({ text }) => fieldValues(headerOfText(text), "X-HmXmrOriginalRecipient"))
    .map(typedAddress)
    .filter((address) => address !== "");
