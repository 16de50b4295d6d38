import { createHash } from "node:crypto";
import type { Address } from "../../domain/mail/address.ts";
import { bodyForDedup, dedupHeaders } from "../../domain/mail/dedup-key.ts";
import { readHeaderBlock, valuesOf } from "../../domain/mail/header-block.ts";
import { readFront } from "./identity.ts";
import { readingLimits } from "./limits.ts";

/** What recognises a mail again and what is shown of it before it has been read. mail.md 2.2, 2.5 */
export type Fingerprint = {
  readonly messageId: string;
  readonly contentSha256: string;
  readonly subject: string;
  readonly from: Address | undefined;
  readonly to: readonly Address[];
};

/** How much of the front holds the header block for sure (mail.md 4.3: 256 kB of headers). */
export const headBytesMax = 300_000;

/** Reads the header from the first bytes and hashes header values and normalised body. Bounded; never throws on content. */
export async function fingerprint(
  start: Uint8Array,
  whole: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Fingerprint> {
  const block = readHeaderBlock(start);
  const hash = createHash("sha256").update(dedupHeaders(block.fields), "latin1");
  const normalise = bodyForDedup();
  let skip = block.bodyStart;
  for await (const chunk of whole) {
    const body = chunk.subarray(Math.min(skip, chunk.length));
    skip -= Math.min(skip, chunk.length);
    if (body.length > 0) hash.update(normalise(body));
  }
  const { from, to, subject } = readFront(block, readingLimits);
  return {
    messageId: valuesOf(block.fields, "message-id")[0] ?? "",
    contentSha256: hash.digest("hex"),
    subject,
    from: from[0],
    to,
  };
}
