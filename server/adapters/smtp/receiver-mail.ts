import type { Whose } from "../../domain/mail/whose-address.ts";
import type { RawMessage } from "../../ports/mail.ts";

/** A mail that came in whole and waits for its commit (mail.md 2.2). */
export type ReceivedMail = {
  /** Envelope sender; empty for the null sender `<>`. */
  readonly from: string;
  /** Each addressed mailbox once: two aliases of one mailbox make one interaction (mail.md 2.1). */
  readonly recipients: readonly ReceivedRecipient[];
  /** In memory when small, else the name of the synced file. */
  readonly raw: RawMessage;
  /** A bare CR or LF is in the bytes (mail.md 2.4). */
  readonly bareLineEnds: boolean;
  readonly session: SessionFacts;
  /** Wall time in milliseconds. */
  readonly receivedAt: number;
};

export type ReceivedRecipient = {
  readonly mailbox: string;
  /** As the client wrote it, tag included (first of those that lead to this mailbox). */
  readonly address: string;
};

export type SessionFacts = {
  readonly remoteAddress: string;
  /** What the client called itself. */
  readonly helo: string;
  /** Cipher and protocol, or undefined in clear text. */
  readonly tls: string | undefined;
  /** `EHLO` rather than `HELO`. */
  readonly esmtp: boolean;
  readonly smtpUtf8: boolean;
};

/** The id of the mailbox that an address leads to, or why it leads to none. */
export type RecipientAnswer = Whose<string>;

/** Committed and synced: the text after `250 2.0.0`, of the mail and of each mailbox. Everything else is thrown, and the client hears 451. */
export type AcceptOutcome = { readonly accepted: string; readonly each?: ReadonlyMap<string, string> };

/** Whether mail can be taken now: free space below the floor, too many mails waiting, or too many of this sender. */
export type CapacityAnswer = "ok" | "disk" | "backlog" | "sender";
