import type { Files } from "../ports/files.ts";
import type { RawMessage } from "../ports/mail.ts";

/** *Measured*: of mails of 216 kB 1.6 times as many are taken in as files; a row is cut into pieces, and all of it is logged besides. scale.md 1 */
const rowBytesMax = 65_536;

/** A received mail as it is kept: small ones go into the row of the message, larger ones are a synced file. mail.md 2.2. Throws what `files` throws. */
export async function keptRaw(files: Files, raw: RawMessage): Promise<RawMessage> {
  return "bytes" in raw && raw.bytes.length > rowBytesMax ? files.put(raw.bytes) : raw;
}
