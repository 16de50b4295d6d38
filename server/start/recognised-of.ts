import { headBytesMax, type Recognised, recognise } from "../adapters/mime/recognise.ts";
import type { Files } from "../ports/files.ts";
import type { RawMessage } from "../ports/mail.ts";

/** What recognises a received message again, and the front of it that holds the header for sure. mail.md 2.5 */
export async function recognisedOf(
  files: Files,
  raw: RawMessage,
): Promise<{ readonly head: Uint8Array; readonly recognised: Recognised }> {
  const start = "bytes" in raw ? raw.bytes : await headOf(files, raw);
  const head = start.subarray(0, headBytesMax);
  return { head, recognised: await recognise(head, "bytes" in raw ? [raw.bytes] : files.open(raw.sha256)) };
}

async function headOf(
  files: Files,
  { sha256, size }: { readonly sha256: string; readonly size: number },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of files.open(sha256, { start: 0, end: Math.min(size, headBytesMax) })) chunks.push(chunk);
  return Buffer.concat(chunks);
}
