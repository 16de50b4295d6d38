import { type Fingerprint, fingerprint, headBytesMax } from "../adapters/mime/fingerprint.ts";
import type { Files } from "../ports/files.ts";
import type { RawMessage } from "../ports/mail.ts";

/** What recognises a received message again, and the front of it that holds the header for sure. mail.md 2.5 */
export async function fingerprintOf(
  files: Files,
  raw: RawMessage,
): Promise<{ readonly head: Uint8Array; readonly print: Fingerprint }> {
  const front = "bytes" in raw ? raw.bytes : await headOf(files, raw);
  const head = front.subarray(0, headBytesMax);
  return { head, print: await fingerprint(head, "bytes" in raw ? [raw.bytes] : files.open(raw.sha256)) };
}

async function headOf(
  files: Files,
  { sha256, size }: { readonly sha256: string; readonly size: number },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of files.open(sha256, { start: 0, end: Math.min(size, headBytesMax) })) chunks.push(chunk);
  return Buffer.concat(chunks);
}
