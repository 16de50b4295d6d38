import type { Contact, Family, Member } from "../domain/contact/contact.ts";

export type { Contact } from "../domain/contact/contact.ts";

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

/** A page of contacts, oldest first. `terms`: beginnings of words that all must be met (`queryTerms`). */
export type ContactFilter = {
  readonly terms: readonly string[];
  readonly firstName?: string;
  readonly lastName?: string;
  /** Attributes that must have this value. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly limit: number;
  readonly offset?: number;
  readonly cursor?: { readonly createdAt: number; readonly id: string };
};

/** Under the id of a contact that was merged into another one the other one is found. */
export interface ContactReads {
  byId(id: string): Promise<Contact | undefined>;
  /** Attributes besides names and addresses: the primary value of each, by name. */
  attributes(contact: string): Promise<Readonly<Record<string, string>>>;
  /** The contact with this address (lower case); of several the one with the latest interaction. */
  byAddress(address: string): Promise<Contact | undefined>;
  /** The same for several, by address. */
  byAddresses(addresses: readonly string[]): Promise<ReadonlyMap<string, Contact>>;
  page(filter: ContactFilter): Promise<readonly Contact[]>;
  /** Contacts that have all of these words, the one with the latest interaction first. */
  withWords(words: readonly string[], limit: number): Promise<readonly Contact[]>;
  /** Users who hold an e-mail of the contact, or of one merged into it. */
  holdersOf(id: string): Promise<readonly string[]>;
  /** Whether an interaction is the contact's, or that of one merged into it. */
  isUsed(id: string): Promise<boolean>;
  /** Threads of known Message-IDs (normalised), in the given order. */
  threadsOf(messageIds: readonly string[]): Promise<readonly ThreadCandidate[]>;
}

export interface ContactRows {
  /** Until the transaction ends nobody else identifies these addresses: so the first mails of a new customer make one contact. */
  lockAddresses(addresses: readonly string[]): Promise<void>;
  create(contact: Omit<Member, "version">): Promise<void>;
  /**
   * Locks the families of these contacts until the end of the transaction, one for each id, undefined for an unknown one. Throws
   * `StaleWrite` when one of them was merged meanwhile.
   */
  lockFamilies(ids: readonly string[]): Promise<readonly (Family | undefined)[]>;
  /** Writes a locked family whose values changed, with a new version; returns the contact. */
  save(family: Family): Promise<Contact>;
  /** Merges locked families into the first; returns the contact that they are now. */
  merge(target: Family, others: readonly Family[]): Promise<Contact>;
  /** Takes merged contacts, with what was merged into them before, out of a locked family; returns the contact that is left. */
  unmerge(family: Family, ids: readonly string[]): Promise<Contact>;
  /** Removes a locked family without interactions; its threads are nobody's. */
  remove(family: Family): Promise<void>;
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
   * does not matter; adds its participants, and moves its last activity. `begins`: the thread is new. Ids are keys (`messageIdKey`).
   */
  joinThread(entry: {
    readonly thread: string;
    readonly messageId: string | undefined;
    readonly named: readonly string[];
    readonly interaction: string;
    readonly participants: readonly string[];
    readonly at: number;
    readonly begins?: { readonly contact: string | undefined; readonly subject: string } | undefined;
  }): Promise<void>;
}
