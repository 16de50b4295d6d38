/** A customer as we know them (wire.md 8.1). */
export type Contact = {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Lower case, the primary one first. */
  readonly addresses: readonly string[];
  readonly lastAgent: { readonly userName: string; readonly at: string } | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
};

/** What is known of a Message-ID that a mail answers. */
export type ThreadCandidate = {
  readonly messageId: string;
  readonly thread: string;
  /** Undefined while the message itself is not known, only mails that name it. */
  readonly interaction: string | undefined;
  readonly contact: string | undefined;
  readonly subject: string;
  /** Wall time of the thread's last mail. */
  readonly lastActivityAt: number;
  /** Lower-case addresses of the contact and of every From, To, Cc of the thread that is not ours; at most 500. */
  readonly participants: readonly string[];
};

export interface ContactReads {
  byId(id: string): Promise<Contact | undefined>;
  /** Attributes besides names and addresses: the primary value of each, by name. */
  attributes(contact: string): Promise<Readonly<Record<string, string>>>;
  /** The contact with this address (lower case); of several the one with the latest interaction. */
  byAddress(address: string): Promise<Contact | undefined>;
  /** Threads of known Message-IDs (normalised), in the given order. */
  threadsOf(messageIds: readonly string[]): Promise<readonly ThreadCandidate[]>;
  /** Interactions of a contact or of all, for the history; newest first. */
  interactionsOf(contact: string, limit: number): Promise<readonly string[]>;
}

export interface ContactRows {
  /** Until the transaction ends nobody else identifies this address: so the first mails of a new customer make one contact. */
  lockAddress(address: string): Promise<void>;
  create(contact: Contact): Promise<void>;
  /** The contact's last agent (wire.md 5.18), at wall time `at`. */
  rememberAgent(contact: string, userName: string, at: number): Promise<void>;
  createThread(thread: {
    readonly id: string;
    readonly contact: string | undefined;
    readonly subject: string;
    readonly at: number;
  }): Promise<void>;
  /** From now on the thread is that contact's. */
  moveThread(thread: string, contact: string): Promise<void>;
  /**
   * Makes a Message-ID known to the thread, and the ids that the mail names where nobody knows them yet, so that the order of arrival
   * does not matter; adds its participants, and moves its last activity. Ids are keys (`messageIdKey`).
   */
  joinThread(entry: {
    readonly thread: string;
    readonly messageId: string | undefined;
    readonly named: readonly string[];
    readonly interaction: string;
    readonly participants: readonly string[];
    readonly at: number;
  }): Promise<void>;
}
