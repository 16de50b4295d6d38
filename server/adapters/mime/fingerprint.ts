import type { Address } from "../../domain/mail/address.ts";
import { readFront } from "./identity.ts";
import { readingLimits } from "./limits.ts";
import type { Recognised } from "./recognise.ts";

/** What recognises a mail again and what is shown of it before it has been read. mail.md 2.2, 2.5 */
export type Fingerprint = {
  readonly messageId: string;
  readonly contentSha256: string;
  readonly subject: string;
  readonly from: Address | undefined;
  readonly to: readonly Address[];
};

/** A recognised mail with its sender, recipients and subject decoded. Never throws on content. */
export function fingerprint({ messageId, contentSha256, front }: Recognised): Fingerprint {
  const { from, to, subject } = readFront(front, readingLimits);
  return { messageId, contentSha256, subject, from: from[0], to };
}
