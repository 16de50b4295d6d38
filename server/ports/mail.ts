import type { TransportOutcome } from "../domain/delivery/transport-outcome.ts";
import type { Address } from "../domain/mail/address.ts";
import type { PartFacts } from "../domain/mail/mail-facts.ts";
import type { OriginalMail } from "../domain/mail/reply/forward.ts";
import type { MarkedRange } from "../domain/mail/reply/marked-text.ts";
import type { ReportPart, WrappedReport } from "../domain/mail/report/report.ts";

/** What the identity reader and the MIME reader make of a message's bytes (mail.md 4). Derived, can be made again. */
export type ReadMessage = {
  /** Version of the code that derived this. */
  readonly readerVersion: number;
  /** The top header block in order, unfolded and decoded; at most 1,000 fields of 64 kB. */
  readonly headers: readonly HeaderField[];
  readonly from: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly subject: string;
  /** With angle brackets, or empty. */
  readonly messageId: string;
  /** Ids with angle brackets, oldest first, at most 100. */
  readonly references: readonly string[];
  readonly inReplyTo: readonly string[];
  /** Milliseconds since 1970, or undefined when missing or broken. */
  readonly date: number | undefined;
  /** Plain text and sanitised HTML; a missing form is derived from the other; both empty when there is no body. */
  readonly text: string;
  readonly html: string;
  /** What the markup of clients says of the text, where that was made of HTML (mail.md 10-2). */
  readonly marked: readonly MarkedRange[];
  readonly attachments: readonly ReadAttachment[];
  /** The tree of parts, flat, the outermost first; empty where MIME was not read. */
  readonly parts: readonly PartFacts[];
  /** Decoded texts of its message/* and header parts, as reports are read from; each cut at 256 kB. */
  readonly reportParts: readonly ReportPart[];
  /** The attached message, read too, where that is a report and the mail itself has no part of one. */
  readonly wrappedReport: WrappedReport | undefined;
  /** The header of the one message that is attached; undefined: none, or several. */
  readonly attachedMail: AttachedMail | undefined;
  /** What went wrong, in words for an agent ("the message could not be parsed: nesting too deep"). Empty: nothing. */
  readonly defects: readonly string[];
};

/** Its text is not read: it stays in the attachment. */
export type AttachedMail = Omit<OriginalMail, "source">;

export type HeaderField = { readonly name: string; readonly value: string };

export type ReadAttachment = {
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  /** Where the decoded bytes lie (ports/files.ts). */
  readonly sha256: string;
  /** Without angle brackets. */
  readonly contentId: string | undefined;
  /** Has a Content-ID that the HTML mentions. */
  readonly isEmbedded: boolean;
};

/** Reads a raw message within limits, in a worker. Never throws on content: what cannot be read comes back with defects, the raw message as its one attachment (raw-only). */
export interface MessageReader {
  /** `raw` in memory, or the name of a stored file. `rawOnly` skips MIME after repeated crashes. */
  read(raw: RawMessage, options?: { readonly rawOnly?: boolean }): Promise<ReadMessage>;
  stop(): Promise<void>;
}

/** Reads a mail as `MessageReader` does; nothing of it is stored, so the files that its attachments name are nowhere. */
export type UnkeptReader = (bytes: Uint8Array) => Promise<ReadMessage>;

/** The top header block of a message's first bytes, as `ReadMessage.headers` has it. Never throws on content. */
export type HeaderReader = (start: Uint8Array) => readonly HeaderField[];

export type RawMessage = { readonly bytes: Uint8Array } | { readonly sha256: string; readonly size: number };

/** What is needed to write an outbound message once and for ever (mail.md 9, 11.1). */
export type MessageToCompose = {
  /** With angle brackets. */
  readonly messageId: string;
  readonly date: number;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  readonly replyTo?: readonly Address[] | undefined;
  /** Tag for Content-Language (RFC 3282); undefined where nobody knows it. */
  readonly language?: string | undefined;
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
  readonly text: string;
  /** Empty: the mail is plain text. */
  readonly html: string;
  readonly attachments: readonly {
    readonly name: string;
    readonly mime: string;
    readonly sha256: string;
    readonly size: number;
    /** Set for inline images that the HTML mentions as `cid:`. */
    readonly contentId: string | undefined;
  }[];
  /** Set for what no person wrote: its marks against loops (RFC 3834 §3.1.7, mail.md 7). `isGenerated`: it answers nobody (RFC 3834 §5). */
  readonly automatic?: { readonly loopMark: string; readonly isGenerated?: boolean };
  /** MIME boundaries are derived from it, so the same seed gives the same bytes. */
  readonly boundarySeed: string;
};

/** Writes messages: 7-bit, CR LF, no Bcc, lines of at most 998 bytes, no line break in any header value. */
export interface MessageWriter {
  /** The bytes as they are made: however large the attachments are, they are not in memory. Throws when the result would not be fit to be sent. */
  compose(message: MessageToCompose): AsyncIterable<Uint8Array>;
}

/** One attempt to hand a message to the next hop, in steps so that the durable mark fits before the dot (mail.md 11.3). */
export interface MailTransport {
  /** A connection that is ready for MAIL; pooled, at most 5 per destination. Throws `HopFailed` (nothing was handed over). */
  connect(): Promise<TransportSession>;
  /** The host and port that attempts name. */
  readonly destination: string;
  stop(): Promise<void>;
}

export interface TransportSession {
  /**
   * MAIL, RCPT, DATA and the body without its last two bytes; then `beforeDot()`, which makes the mark durable and says whether to go on;
   * looks at the socket once more; then the end of the data, and the reply.
   * Throws `HopFailed` when the next hop ends the session with 421 before the body or does not ask for it, `AccountRefused` when it wants
   * another log-in.
   */
  deliver(envelope: Envelope, raw: SealedBytes, beforeDot: () => Promise<boolean>): Promise<TransportOutcome>;
  /** Back into the pool after a reply; otherwise closed. */
  release(): void;
}

/** A sealed message, read as the next hop takes it. */
export type SealedBytes = {
  readonly size: number;
  /** A part of it: `start` included, `end` excluded. */
  open(range: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>;
};

export type Envelope = {
  /** Empty: the null sender. */
  readonly from: string;
  readonly to: readonly string[];
  /** Names the mail in reports, which are asked for where the next hop offers them. */
  readonly id?: string | undefined;
};

/** DNS, connect, TLS, 421 or log-in trouble: the destination backs off, the message's attempt does not count (mail.md 11.5). */
export class HopFailed extends Error {
  /** What the next hop replied, if it did. */
  readonly code: number | undefined;
  constructor(message: string, options: ErrorOptions & { readonly code?: number | undefined } = {}) {
    super(message, options);
    this.code = options.code;
  }
}

/** 503, 530, 534, 535, 538: our account's fault. The destination stops and alarms, the queue stays (mail.md 11.5). */
export class AccountRefused extends HopFailed {}
