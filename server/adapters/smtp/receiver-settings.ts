/** Every limit of the receiver (mail.md 2.3). */
export type ReceiverSettings = {
  /** Our name in the greeting. */
  readonly name: string;
  readonly messageBytesMax: number;
  /** Larger mails go to the file store while they arrive. */
  readonly memoryBytesMax: number;
  readonly sessionsMax: number;
  /** Not for loopback and `trustedRelays`; the next one neither. */
  readonly sessionsPerAddressMax: number;
  readonly mailsPerMinuteMax: number;
  readonly recipientsMax: number;
  /** Unknown recipients in a row. */
  readonly unknownRecipientsMax: number;
  /** 4xx and 5xx answers in one session. */
  readonly errorsMax: number;
  readonly idleMs: number;
  /** The whole of DATA. */
  readonly dataMs: number;
  /** How long `stop()` lets DATA in progress go on. */
  readonly stopMs: number;
  readonly bareNewlines: "accept" | "refuse";
  /** Addresses or networks (`192.0.2.0/24`) to which limits per address do not apply. */
  readonly trustedRelays: readonly string[];
  /** LMTP (RFC 2033): who hands in is a mail server of ours, and each recipient has an answer of its own. */
  readonly lmtp: boolean;
  /** PEM. Without it STARTTLS is not offered. */
  readonly certificate: { readonly cert: string; readonly key: string } | undefined;
};

export const receiverDefaults: ReceiverSettings = {
  name: "localhost",
  messageBytesMax: 52_428_800,
  memoryBytesMax: 262_144,
  sessionsMax: 200,
  sessionsPerAddressMax: 20,
  mailsPerMinuteMax: 600,
  recipientsMax: 100,
  unknownRecipientsMax: 20,
  errorsMax: 100,
  idleMs: 300_000,
  dataMs: 600_000,
  stopMs: 20_000,
  bareNewlines: "accept",
  trustedRelays: [],
  lmtp: false,
  certificate: undefined,
};
