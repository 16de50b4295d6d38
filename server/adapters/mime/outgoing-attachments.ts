import { Readable } from "node:stream";
import type { MailComposerAttachment } from "nodemailer/lib/mail-composer";
import type { Files } from "../../ports/files.ts";
import type { MessageToCompose } from "../../ports/mail.ts";
import { sevenBitCheck } from "./seven-bit.ts";

/** An attachment as the composer takes it: base64, from a stream that we opened. Inline only where the HTML mentions it (wire.md 6.2). */
export async function outgoingAttachment(
  { name, mime, sha256, contentId }: MessageToCompose["attachments"][number],
  mentioned: ReadonlySet<string>,
  files: Files,
): Promise<MailComposerAttachment> {
  const contentType =
    /^[\w.+-]+\/[\w.+-]+$/.test(mime) && !/^multipart\//i.test(mime) ? mime : "application/octet-stream";
  const content = () => Readable.from(files.open(sha256), { objectMode: false });
  if (/^message\//i.test(contentType)) return outgoingMessage(name, contentType, content);
  // One with 8-bit bytes is no 7-bit header: the file goes all the same.
  const isInline = contentId !== undefined && mentioned.has(contentId) && /^[\x21-\x7e]{1,900}$/.test(contentId);
  return {
    filename: name,
    contentType,
    contentTransferEncoding: "base64",
    content: content(),
    ...(isInline ? { cid: contentId, contentDisposition: "inline" } : { contentDisposition: "attachment" }),
  };
}

/** RFC 2046 §5.2.1 forbids to encode a message; one that is not fit for 7bit as it is goes as the file that it is. */
async function outgoingMessage(
  filename: string,
  contentType: string,
  content: () => Readable,
): Promise<MailComposerAttachment> {
  const check = sevenBitCheck();
  for await (const chunk of content()) check.add(chunk);
  const isPlain = check.isFit();
  return {
    filename,
    contentType: isPlain ? contentType : "application/octet-stream",
    contentTransferEncoding: isPlain ? "7bit" : "base64",
    contentDisposition: "attachment",
    content: content(),
  };
}
