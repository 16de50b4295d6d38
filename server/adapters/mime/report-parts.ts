import type { ReportPart } from "../../domain/mail/report/report.ts";
import type { Files } from "../../ports/files.ts";
import type { ReadAttachment } from "../../ports/mail.ts";

/** The texts of what a report consists of, from the stored attachments; what is larger is cut. Throws what `files` throws. */
export async function reportParts(
  attachments: readonly ReadAttachment[],
  files: Files,
): Promise<readonly ReportPart[]> {
  const parts: ReportPart[] = [];
  for (const attachment of attachments.filter((one) => isOfReport(one.mime)).slice(0, partsMax)) {
    const bytes = await startOf(attachment, files);
    parts.push({ mime: attachment.mime, text: new TextDecoder().decode(bytes).replaceAll("\0", "") });
  }
  return parts;
}

/** As much of an attachment as a report is read from. Throws what `files` throws. */
export async function startOf({ sha256, size }: ReadAttachment, files: Files): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  if (size > 0) {
    for await (const chunk of files.open(sha256, { start: 0, end: Math.min(size, bytesMax) })) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const partsMax = 10;
const bytesMax = 262_144;
/** Whether a part may be one of a report. */
export const isOfReport = (mime: string): boolean => /^message\/|rfc822-headers$/.test(mime);
