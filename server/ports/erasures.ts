import type { Event } from "../domain/interaction/events.ts";
import type { Interaction } from "../domain/interaction/interaction.ts";
import type { StoredFile } from "./files.ts";

/** Somebody's mail must be kept: nobody erases it meanwhile. */
export type LegalHold = {
  readonly reason: string;
  /** User name. */
  readonly by: string;
  /** Wall time in milliseconds. */
  readonly at: number;
};

/** A place in the order of threads, the one that rests longest first. `at`: wall milliseconds. */
export type ThreadPlace = { readonly at: number; readonly id: string };

/** Mail of the queue is kept as long as its thread's last activity is not before that wall time. */
export type Kept = { readonly queue: string; readonly before: number };

/** What is kept no longer, of the threads that were looked at. */
export type OldMail = {
  readonly emails: readonly string[];
  readonly threads: readonly string[];
  /** Behind what was looked at; undefined: there is nothing more. */
  readonly next: ThreadPlace | undefined;
};

/** What belongs to a person: all in the threads of the contact, every mail of the contact elsewhere, and what the server made of these, such as reports. */
export interface ErasureReads {
  /** The contact and those merged into it, or of which it is a part; none: there is no such contact. */
  family(contact: string): Promise<readonly string[]>;
  /** The e-mails that belong to the contacts, oldest first. */
  belonging(contacts: readonly string[], limit: number): Promise<readonly string[]>;
  /** How many belong to them, and which of them are not over yet, at most `limit`. */
  left(
    contacts: readonly string[],
    limit: number,
  ): Promise<{ readonly count: number; readonly open: readonly string[] }>;
  /** Of the contacts, or of somebody else whose mail belongs to them, too: it would go with theirs. */
  legalHold(contacts: readonly string[]): Promise<LegalHold | undefined>;
  /**
   * Of so many threads behind the place those that are over and older than the queue keeps them in which they were last; at most
   * `emailsMax` of their e-mails. None in which somebody wrote who is under a legal hold.
   */
  old(
    kept: readonly Kept[],
    look: { readonly after: ThreadPlace | undefined; readonly threadsMax: number; readonly emailsMax: number },
  ): Promise<OldMail>;
  /** The families of the threads' contacts to whom nothing else belongs any more. */
  leftWithout(threads: readonly string[]): Promise<readonly (readonly string[])[]>;
}

/** How many rows of the journal lost their words, and the SHA-256 over what is left of them. */
export type Redacted = { readonly rows: number; readonly digest: string };

export interface ErasureRows {
  /** From now on these locked e-mails say nothing; `placeholder` stands for their messages. Their files are swept a day later, if no other row names them. */
  erase(emails: readonly Interaction[], placeholder: StoredFile): Promise<void>;
  /** What was told of them, through `erased`; each row then names the receipt. */
  redact(ids: readonly string[], receipt: string, erased: (event: Event) => Event): Promise<Redacted>;
  /** Of these threads those without an e-mail that says something. */
  forgetThreads(threads: readonly string[]): Promise<void>;
  /** The contacts, their threads' names, and where else their addresses stand. */
  forget(contacts: readonly string[]): Promise<void>;
  placeLegalHold(contact: string, hold: LegalHold): Promise<void>;
  /** False: there was none. */
  liftLegalHold(contacts: readonly string[]): Promise<boolean>;
}
