/** Every limit towards other people's mail servers (mail.md 1.3, 3; reliability.md S32). */
export type ImapSettings = {
  readonly messageBytesMax: number;
  /** Larger mails go to the file store. */
  readonly memoryBytesMax: number;
  readonly connectMs: number;
  readonly greetingMs: number;
  /** A command that brings nothing for so long has failed. */
  readonly silenceMs: number;
  /** How long a good-bye may take. */
  readonly closeMs: number;
  /** PEM of authorities beside those that Node knows. */
  readonly authorities: readonly string[] | undefined;
};

export const imapDefaults: ImapSettings = {
  messageBytesMax: 52_428_800,
  memoryBytesMax: 262_144,
  connectMs: 30_000,
  greetingMs: 16_000,
  silenceMs: 60_000,
  closeMs: 3_000,
  authorities: undefined,
};

/** Mails above come in pieces: a whole one is never in memory twice. mail.md 1.3 */
export const pieceBytes = 1_048_576;
/** A header block is cut behind this (mail.md 4.3). */
export const headBytesMax = 262_144;
