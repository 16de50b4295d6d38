import { createHash } from "node:crypto";
import { bodyForDedup, dedupHeaders } from "../../domain/mail/dedup-key.ts";
import { type RawField, readHeaderBlock, valuesOf } from "../../domain/mail/header-block.ts";

/** What recognises a mail again, and the fields that are shown of it before it has been read, as they stand in it. mail.md 2.2, 2.5 */
export type Recognised = {
  readonly messageId: string;
  readonly contentSha256: string;
  readonly front: readonly RawField[];
};

/** How much of the start holds the header block for sure (mail.md 4.3: 256 kB of headers). */
export const headBytesMax = 300_000;

/**
 * Reads the header from the first bytes and hashes header values and normalised body. Bounded; never throws on content. It decodes nothing,
 * so a thread that recognises mails needs no character tables.
 */
export async function recognise(
  start: Uint8Array,
  whole: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Recognised> {
  const { fields, bodyStart } = readHeaderBlock(start);
  const hash = createHash("sha256").update(dedupHeaders(fields), "latin1");
  const normalise = bodyForDedup();
  let skip = bodyStart;
  for await (const chunk of whole) {
    const body = chunk.subarray(Math.min(skip, chunk.length));
    skip -= Math.min(skip, chunk.length);
    if (body.length > 0) hash.update(normalise(body));
  }
  return {
    messageId: valuesOf(fields, "message-id")[0] ?? "",
    contentSha256: hash.digest("hex"),
    front: fields.filter(({ name }) => isShown.test(name)),
  };
}

const isShown = /^(?:from|to|subject)$/i;
