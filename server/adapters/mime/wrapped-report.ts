import { fieldValues } from "../../domain/mail/mail-facts.ts";
import type { ReportPart, WrappedReport } from "../../domain/mail/report/report.ts";
import { isMailSystem } from "../../domain/mail/report/report-trust.ts";
import { readIdentity } from "./identity.ts";
import type { ReadingLimits } from "./limits.ts";
import type { Reading } from "./reading.ts";
import { isOfReport } from "./report-parts.ts";
import { decodeTransferBytes } from "./transfer-decoding.ts";

/**
 * Which of a mail's attached messages is a report, and so worth a reading of its own: gateways wrap what they scan (mail.md 8.2). None where
 * the mail has a report part itself. Cheap: only the header of what is attached is read. Value: its place among those of message/rfc822.
 */
export function placeOfWrapped(parts: readonly ReportPart[], limits: ReadingLimits): number | undefined {
  if (parts.some(({ mime }) => ownReport.test(mime))) return undefined;
  const at = parts.filter(({ mime }) => mime === "message/rfc822").findIndex(({ text }) => isReport(text, limits));
  return at < 0 ? undefined : at;
}

/** What the second reading of such a message, whose bytes are `raw`, says as a report. */
export function wrappedReport({ headers, from, subject, text, attachments }: Reading, raw: Uint8Array): WrappedReport {
  const parts = attachments
    .filter(({ mime }) => isOfReport(mime))
    .slice(0, partsMax)
    .map(({ mime, source }) => {
      const bytes =
        source.kind === "bytes"
          ? source.bytes
          : decodeTransferBytes(raw.subarray(source.start, source.end), source.encoding);
      return { mime, text: new TextDecoder().decode(bytes).replaceAll("\0", "") };
    });
  return { headers, from, subject, text, parts };
}

const partsMax = 10;
const headMax = 16_384;
const ownReport = /status$|notification$|report$/;

function isReport(text: string, limits: ReadingLimits): boolean {
  const { headers, from } = readIdentity(Buffer.from(text.slice(0, headMax)), limits);
  return from.some(isMailSystem) || /^\s*multipart\/report\b/i.test(fieldValues(headers, "Content-Type")[0] ?? "");
}
