import type { ReportPart } from "../../domain/mail/report/report.ts";
import type { Files } from "../../ports/files.ts";
import type { ReadAttachment } from "../../ports/mail.ts";

/** The texts of what a report consists of, from the stored attachments; what is larger is cut. Throws what `files` throws. */
export async function reportParts(
  attachments: readonly ReadAttachment[],
  files: Files,
): Promise<readonly ReportPart[]> {
  const parts: ReportPart[] = [];
  for (const { mime, sha256, size } of attachments.filter((one) => isOfReport(one.mime)).slice(0, partsMax)) {
    const chunks: Uint8Array[] = [];
    if (size > 0) {
      for await (const chunk of files.open(sha256, { start: 0, end: Math.min(size, bytesMax) })) chunks.push(chunk);
    }
    parts.push({ mime, text: new TextDecoder().decode(Buffer.concat(chunks)).replaceAll("\0", "") });
  }
  return parts;
}

const partsMax = 10;
const bytesMax = 262_144;
const isOfReport = (mime: string): boolean => /^message\/|rfc822-headers$/.test(mime);
