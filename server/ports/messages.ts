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
  /** For each key the interaction of the same mail in its mailbox within the window; takes the keys' locks. mail.md 2.5 */
  repeated(keys: readonly DedupKey[]): Promise<readonly (string | undefined)[]>;
  /** New messages, in the order of their arrival, each with the keys that it is known by from now on. */
  create(made: readonly { readonly message: Message; readonly keys: readonly DedupKey[] }[]): Promise<void>;
  /** The oldest unread messages, senders in turn, of which no other process that lives has begun the reading. */
  takeUnread(owner: string, limit: number): Promise<readonly Message[]>;
  /** Those of the messages that wait to be read; until the transaction ends their rows are locked, and no other process writes what it has read. */
  lockUnread(ids: readonly string[]): Promise<ReadonlySet<string>>;
  markRead(read: readonly MessageRead[]): Promise<void>;
  /** Says durably that this process begins to read, so that crashes can be counted, and nobody else reads the same while its lease lasts. */
  beginReading(owner: string, ids: readonly string[]): Promise<void>;
  /** Such a beginning does not count: its end had nothing to do with the messages. */
  forgetBeginning(ids: readonly string[]): Promise<void>;
}

export type MessageRead = {
  readonly id: string;
  readonly readerVersion: number;
  readonly defects: readonly string[];
};

export type DedupKey = {
  readonly mailbox: string;
  readonly key: string;
  readonly interaction: string;
  readonly expiresAt: number;
};
