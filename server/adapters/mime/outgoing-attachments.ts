import { Readable } from "node:stream";
import type { MailComposerAttachment } from "nodemailer/lib/mail-composer";
import type { Files } from "../../ports/files.ts";
import type { MessageToCompose } from "../../ports/mail.ts";

/** An attachment as the composer takes it: base64, from a stream that we opened. Inline only where the HTML mentions it (wire.md 6.2). */
export async function outgoingAttachment(
  { name, mime, sha256, contentId }: MessageToCompose["attachments"][number],
  html: string,
  files: Files,
): Promise<MailComposerAttachment> {
  const contentType =
    /^[\w.+-]+\/[\w.+-]+$/.test(mime) && !/^multipart\//i.test(mime) ? mime : "application/octet-stream";
  if (/^message\//i.test(contentType)) return outgoingMessage(name, contentType, await files.read(sha256));
  const isInline = contentId !== undefined && html.includes(`cid:${contentId}`);
  return {
    filename: name,
    contentType,
    contentTransferEncoding: "base64",
    content: Readable.from(files.open(sha256), { objectMode: false }),
    ...(isInline ? { cid: contentId, contentDisposition: "inline" } : { contentDisposition: "attachment" }),
  };
}

/** RFC 2046 §5.2.1 forbids to encode a message; one that is not fit for 7bit as it is goes as the file that it is. */
function outgoingMessage(filename: string, contentType: string, bytes: Uint8Array): MailComposerAttachment {
  const isPlain = isSevenBit(bytes);
  return {
    filename,
    contentType: isPlain ? contentType : "application/octet-stream",
    contentTransferEncoding: isPlain ? "7bit" : "base64",
    contentDisposition: "attachment",
    content: Buffer.from(bytes),
  };
}

const lineBytesMax = 998;

/** ASCII without NUL, every line of at most 998 bytes and ended by CR LF (RFC 5322 §2.1.1, RFC 2045 §2.7). */
export function isSevenBit(bytes: Uint8Array): boolean {
  let start = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === 0 || byte > 0x7e || (byte === 0x0d) !== (bytes[index + 1] === 0x0a)) return false;
    if (byte === 0x0a) start = index + 1;
    else if (index - start >= lineBytesMax && byte !== 0x0d) return false;
  }
  return true;
}
