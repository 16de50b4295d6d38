import { type RawField, valuesOf } from "./header-block.ts";
import { cr, lf, lineEndSearch } from "./line-breaks.ts";

/** What recognises the same mail again within 30 days (mail.md 2.5). Trace headers do not count, so SMTP and IMAP meet. */
export type SameMail = {
  readonly mailbox: string;
  /** Raw value; empty when the mail has none. */
  readonly messageId: string;
  /** Counts only where there is no Message-ID. */
  readonly envelopeFrom: string;
  /** SHA-256 in hex over `dedupHeaders`, then the body through `bodyForDedup`. */
  readonly contentSha256: string;
};

export function dedupKey({ mailbox, messageId, envelopeFrom, contentSha256 }: SameMail): string {
  const id = messageId === "" ? `\0${envelopeFrom.toLowerCase()}` : messageId;
  return [mailbox, id, contentSha256].join("\n");
}

/** The values that count, one per line, blanks joined: hops refold them. One character per byte. */
export function dedupHeaders(fields: readonly RawField[]): string {
  return ["from", "to", "cc", "subject", "date"]
    .map(
      (name) =>
        `${name}:${valuesOf(fields, name)
          .join(",")
          .replace(/[ \t\r\n]+/g, " ")}\n`,
    )
    .join("");
}

/** Body bytes, chunk by chunk, as they are hashed: CR LF and CR as LF, trailing empty lines left out. */
export function bodyForDedup(): (chunk: Uint8Array) => Uint8Array {
  let held = 0;
  let wasCr = false;
  return (chunk) => {
    const out = new Uint8Array(held + chunk.length);
    const nextLineEnd = lineEndSearch(chunk);
    let length = 0;
    for (let from = 0; from < chunk.length; ) {
      const end = nextLineEnd(from);
      if (end > from) {
        for (; held > 0; held--) out[length++] = lf;
        out.set(chunk.subarray(from, end), length);
        length += end - from;
        wasCr = false;
        from = end;
      } else {
        const byte = chunk[from];
        if (byte !== lf || !wasCr) held++;
        wasCr = byte === cr;
        from += 1;
      }
    }
    return out.subarray(0, length);
  };
}
