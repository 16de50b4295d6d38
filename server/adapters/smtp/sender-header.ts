import type { SealedBytes } from "../../ports/mail.ts";

/** Our own headers are far shorter. */
const headerBytesMax = 1_048_576;

/** Whether the header of a sealed message has characters beyond ASCII, so that it needs SMTPUTF8 (RFC 6531 §3.4, 6532 §3.2). mail.md 11.6 */
export async function hasUtf8Header({ size, open }: SealedBytes): Promise<boolean> {
  let last = "";
  for await (const chunk of open({ start: 0, end: Math.min(size, headerBytesMax) })) {
    const text = last + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    if (beyondAscii.test(end < 0 ? text : text.slice(0, end))) return true;
    if (end >= 0) return false;
    last = text.slice(-3);
  }
  return false;
}

const beyondAscii = /[\x80-\xff]/;
