/** A received message: the record of what came in (mail.md 0, 2.2). */
export type Message = {
  readonly id: string;
  /** One interaction per mailbox addressed. */
  readonly interactions: readonly {
    readonly interaction: string;
    readonly mailbox: string;
    readonly recipient: string;
  }[];
  readonly raw: { readonly bytes: Uint8Array } | { readonly sha256: string; readonly size: number };
  readonly envelopeFrom: string;
  readonly session: Readonly<Record<string, string | number | boolean>>;
  /** Wall time in milliseconds. */
  readonly receivedAt: number;
  /** How often reading it crashed the reader. */
  readonly crashes: number;
};

export interface MessageReads {
  byInteraction(interaction: string): Promise<Message | undefined>;
  /** Messages stored but not read. */
  unread(): Promise<number>;
}

export interface MessageRows {
  /** Interaction ids of the same mail in this mailbox within the window, by its key; takes the key's lock. mail.md 2.5 */
  repeated(key: DedupKey): Promise<string | undefined>;
  create(message: Message, keys: readonly DedupKey[]): Promise<void>;
  /** The oldest unread messages, senders in turn, not taken by others; counts a try. Released by `markRead` or when the transaction ends. */
  takeUnread(limit: number): Promise<readonly Message[]>;
  /** Whether the message waits to be read; its row is locked until the transaction ends. */
  isUnread(id: string): Promise<boolean>;
  markRead(id: string, readerVersion: number, defects: readonly string[]): Promise<void>;
  /** Says durably that reading begins, so that crashes can be counted. */
  beginReading(ids: readonly string[]): Promise<void>;
}

export type DedupKey = {
  readonly mailbox: string;
  readonly key: string;
  readonly interaction: string;
  readonly expiresAt: number;
};
