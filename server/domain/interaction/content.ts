import type { Address } from "../mail/address.ts";
import type { ForwardedMail } from "../mail/reply/forwarded-mail.ts";
import type { TextRange } from "../mail/reply/text-ranges.ts";

/** An e-mail's texts and addresses at one moment. Immutable; wire.md 5.2. */
export type Content = {
  readonly id: string;
  /** Undefined while a draft has none, and for mail without a From. */
  readonly from: Address | undefined;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly subject: string;
  readonly text: string;
  /** Sanitised. Empty when the mail is plain text only. */
  readonly html: string;
  /** Message-ID with angle brackets; a draft gets it when it is sealed. */
  readonly messageId: string | undefined;
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
  /** What of the text is new, quoted, signature; empty: all is new. Absent for what was not received (mail.md 10). */
  readonly ranges?: readonly TextRange[] | undefined;
  /** The mail that a received one passes on (mail.md 10). */
  readonly forwarded?: ForwardedMail | undefined;
};
